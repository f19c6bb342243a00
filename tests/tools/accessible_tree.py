#!/usr/bin/env python3
"""Walks every screen of the running program through the accessibility bus, as a screen reader does, and lists what it
finds. Fails when a control has no name, a screen has no heading, or a place cannot be opened.

usage: accessible_tree.py OUT     (Debian's python3 with gi; the bus must be up and enabled before the program starts)
OUT: folder for one text file a screen."""

import os, subprocess, sys, time
import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi

# Roles a person can act on, and pictures: each must have a name. `unknown` is a painted thing that says nothing.
CONTROLS = {
    "push button", "button", "toggle button", "check box", "radio button", "combo box", "entry", "text", "password text",
    "spin button", "slider", "link", "menu item", "page tab", "list item", "tree item", "column header", "row header",
    "table", "list", "image", "unknown", "landmark", "heading", "dialog",
}
# What opens another screen without changing anything of the file.
WAYS = {"link", "page tab"}


def app():
    desktop = Atspi.get_desktop(0)
    for index in range(desktop.get_child_count()):
        child = desktop.get_child_at_index(index)
        if child and "golden" in (child.get_name() or "").lower():
            return child
    return None


def walk(node, depth=0, found=None):
    found = [] if found is None else found
    try:
        role, name = node.get_role_name(), node.get_name() or ""
        states = node.get_state_set()
        said = [s for s, v in (("checked", Atspi.StateType.CHECKED), ("selected", Atspi.StateType.SELECTED),
                               ("expanded", Atspi.StateType.EXPANDED), ("focused", Atspi.StateType.FOCUSED),
                               ("disabled", None)) if v and states.contains(v)]
        if role in CONTROLS and not states.contains(Atspi.StateType.ENABLED):
            said.append("disabled")
        found.append((depth, role, name, said, node))
        for index in range(node.get_child_count()):
            child = node.get_child_at_index(index)
            if child:
                walk(child, depth + 1, found)
    except gi.repository.GLib.Error:
        pass  # the thing went away while it was read
    return found


def settled(root, seconds=20.0):
    """The tree once a screen is there, with its heading, and has stopped changing."""
    before, end = None, time.time() + seconds
    while time.time() < end:
        now = walk(root)
        shape = [(d, r, n) for d, r, n, _, _ in now]
        if shape == before and any(role == "heading" for _, role, _ in shape):
            return now
        before = shape
        time.sleep(0.4)
    return walk(root)


def written(tree, path):
    with open(path, "w") as out:
        for depth, role, name, said, _ in tree:
            state = f"  ({', '.join(said)})" if said else ""
            out.write(f"{'  ' * depth}[{role}] {name}{state}\n")


def nameless(tree):
    """Controls without a name, each with the last named thing above it in the tree."""
    found, above = [], []
    for depth, role, name, _, _ in tree:
        del above[depth:]
        above.append(name)
        if role in CONTROLS and not name.strip():
            found.append(f"[{role}] in {next((n for n in reversed(above) if n), 'nothing named')!r}")
    return found


def press(tree, name, role=None):
    """Does what a screen reader's "press" does on the first thing of this name that can be pressed."""
    for _, kind, found, _, node in tree:
        if found == name or (name.endswith("*") and found.startswith(name[:-1])):
            if role and role != kind:
                continue
            if node.get_n_actions():
                return node.do_action(0)
    return False


def below(tree, role, name):
    """What stands under the first thing of this role and name."""
    for at, (depth, kind, found, _, _) in enumerate(tree):
        if kind == role and found == name:
            end = next((k for k in range(at + 1, len(tree)) if tree[k][0] <= depth), len(tree))
            return tree[at + 1 : end]
    return []


class Walk:
    def __init__(self, out, root):
        self.out, self.root, self.faults, self.seen = out, root, [], 0

    def read(self, screen):
        """Writes the tree of the screen as it is now, and judges it."""
        tree = settled(self.root)
        written(tree, f"{self.out}/{screen.replace('/', '-').replace(' ', '-').lower()}.txt")
        controls = [node for node in tree if node[1] in CONTROLS]
        without = nameless(tree)
        self.faults += [f"{screen}: {fault}" for fault in without]
        if not any(role == "heading" for _, role, _, _, _ in tree):
            self.faults.append(f"{screen}: no heading")
        self.seen += 1
        print(f"{screen:<58} {len(tree):>5} things {len(controls):>4} controls {len(without):>3} without a name", flush=True)
        return tree

    def go(self, tree, name, screen, role=None):
        if not press(tree, name, role):
            self.faults.append(f"{screen}: a screen reader cannot press {name!r}")
            return tree
        time.sleep(0.5)
        return self.read(screen)

    def close(self):
        """Closes a dialog that stands in front."""
        tree = settled(self.root)
        if any(role == "dialog" for _, role, _, _, _ in tree):
            press(tree, "Close") or press(tree, "Cancel")
            time.sleep(0.5)

    def place(self, name):
        """One place, and every screen that a link or a tab of it opens."""
        title = name.removesuffix("*")
        tree = self.go(settled(self.root), name, title, "link")
        places = {found for _, _, found, _, _ in below(tree, "landmark", "Places")}
        for way in [f for _, role, f, _, _ in tree if role in WAYS and f and f not in places]:
            press(settled(self.root), name, "link")
            now = settled(self.root)
            if any(f == way and role in WAYS for _, role, f, _, _ in now):
                self.go(now, way, f"{title} - {way}")
                self.close()
        press(settled(self.root), name, "link")


def main():
    out = sys.argv[1]
    os.makedirs(out, exist_ok=True)
    Atspi.init()
    root = None
    for _ in range(120):
        root = app()
        if root:
            break
        time.sleep(0.5)
    if not root:
        sys.exit("the program is not on the accessibility bus")
    walk = Walk(out, root)
    tree = walk.read("Who is acting")
    tree = walk.go(tree, "Audit lead*", "Overview of the lead")
    places = [name for _, role, name, _, _ in below(tree, "landmark", "Places") if role == "link"]
    if len(places) < 10:
        walk.faults.append(f"only {len(places)} places: {places}")
    for name in places:
        walk.place(name.removesuffix(", next step") + "*")
    tree = walk.go(settled(root), "Acting: *", "Change who is acting")
    tree = walk.go(tree, "Rowan Applegarth*", "My work")
    if press(tree, "Plans*", "link"):
        tree = walk.read("My plans")
    rows = [name for _, role, name, _, _ in tree if role == "row header"]
    if rows:
        walk.go(tree, rows[0], "Score sheet")
    else:
        walk.faults.append("a member's plans: no row to open")
    print(f"{walk.seen} screens read")
    for fault in walk.faults:
        print(f"FAULT {fault}")
    sys.exit(1 if walk.faults else 0)


main()
