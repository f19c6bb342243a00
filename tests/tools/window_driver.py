"""Drives the real window with real keys and clicks (xdotool) and finds its way like a person who looks: by the names that
the accessibility bus tells. Used by tests/lanes/whole_job.py; Debian's python3 with gi."""

import os, signal, subprocess, time
import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib

FIELDS = {"entry", "text", "password text", "spin button"}


class Lost(Exception):
    """Something that a person would have seen is not there."""


class Window:
    def __init__(self, program, arguments, pictures, log):
        self.pictures, self.shots = pictures, 0
        self.log = open(log, "ab")
        self.process = subprocess.Popen([program, *arguments], stderr=self.log, stdout=self.log)
        self.root = None
        self.until(lambda: self.find_root(), "a window on the accessibility bus", 60)
        window = self.until(lambda: self.window_id(), "a window on the display", 60)
        subprocess.run(["xdotool", "windowmove", window, "0", "0", "windowsize", window, "1366", "900", "windowfocus", window], check=True)

    def find_root(self):
        Atspi.init()
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(index)
            if child and child.get_process_id() == self.process.pid:
                self.root = child
                return True
        return False

    def window_id(self):
        found = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(self.process.pid), "--name", "Golden Thread"],
                               capture_output=True, text=True).stdout.split()
        return found[-1] if found else None

    def until(self, done, what, seconds=40):
        end = time.time() + seconds
        while time.time() < end:
            if self.process.poll() is not None:
                raise Lost(f"the program ended with {self.process.returncode} while waiting for {what}")
            try:
                value = done()
            except GLib.Error:
                value = None  # the thing went away while it was read
            if value:
                return value
            time.sleep(0.25)
        raise Lost(f"waited {seconds} s for {what}; the screen says:\n  " + "\n  ".join(self.words()[:80]))

    def nodes(self):
        found = []

        def walk(node):
            found.append(node)
            for index in range(node.get_child_count()):
                child = node.get_child_at_index(index)
                if child:
                    walk(child)

        try:
            walk(self.root)
        except GLib.Error:
            pass
        return found

    def words(self):
        words = []
        for node in self.nodes():
            try:
                if node.get_name():
                    words.append(node.get_name())
            except GLib.Error:
                pass
        return words

    def says(self, words):
        return any(words in said for said in self.words())

    def see(self, words, seconds=40):
        self.until(lambda: self.says(words), repr(words), seconds)

    def find(self, name, roles=None):
        """The first enabled thing of this name; a name that ends with * need only begin so."""
        for node in self.nodes():
            found = node.get_name() or ""
            if found == name or (name.endswith("*") and found.startswith(name[:-1])):
                if roles and node.get_role_name() not in roles:
                    continue
                if not roles and not node.get_n_actions() and node.get_role_name() not in FIELDS:
                    continue
                states = node.get_state_set()
                if node.get_role_name() in {"push button", "link"} and not states.contains(Atspi.StateType.ENABLED):
                    continue
                return node
        return None

    def place(self, node):
        box = node.get_extents(Atspi.CoordType.WINDOW)
        return box.x, box.y, box.width, box.height

    def click(self, name, roles=None, seconds=40):
        node = self.until(lambda: self.find(name, roles), f"something to press called {name!r}", seconds)
        x, y, width, height = self.place(node)
        # Below or above what is in sight: the wheel brings it, as a person would.
        for _ in range(40):
            if 100 < y and y + height <= 850:
                break
            subprocess.run(["xdotool", "mousemove", "800", "500", "click", "5" if y > 100 else "4"], check=True)
            time.sleep(0.15)
            node = self.find(name, roles) or node
            before, (x, y, width, height) = y, self.place(node)
            if y == before:
                break  # nothing moves: it stands where it stands
        subprocess.run(["xdotool", "mousemove", str(x + min(width // 2, 60)), str(y + height // 2), "click", "1"], check=True)
        time.sleep(0.4)

    def fill(self, name, text):
        self.click(name, FIELDS)
        self.key("ctrl+a")
        self.type(text)

    def key(self, *keys):
        for key in keys:
            subprocess.run(["xdotool", "key", key], check=True)
            time.sleep(0.12)

    def type(self, text):
        subprocess.run(["xdotool", "type", "--delay", "25", text], check=True)
        time.sleep(0.3)

    def picture(self, name):
        self.shots += 1
        path = os.path.join(self.pictures, f"{name}.png")
        subprocess.run(["import", "-window", "root", path], check=True)
        colours = int(subprocess.run(["identify", "-format", "%k", path], capture_output=True, text=True).stdout or 0)
        if colours < 50:
            raise Lost(f"{name}: the window is blank")

    def close(self):
        subprocess.run(["xdotool", "windowclose", self.window_id() or "0"], capture_output=True)
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.terminate()
            self.process.wait(15)

    def crash(self):
        """As when the power goes, for the program: nothing of it runs any more."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
