#!/usr/bin/env python3
"""Compares what the main job wrote on two systems, file by file. Times, ids and digests differ between two runs of one
program, so they are put aside first; everything else must be equal to the letter.

usage: compare_sides.py ONE OTHER"""

import json, os, re, subprocess, sys, zipfile

ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
DIGEST = re.compile(r"\b[0-9a-f]{8,64}\b")
TIME = re.compile(r"(?<![\d:])\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\b")
GROUPS = re.compile(r"\b([0-9a-f]{4} ){1,15}[0-9a-f]{4}\b")


def plain(text):
    for pattern in (ID, GROUPS, DIGEST, TIME):
        text = pattern.sub("#", text)
    return text.replace("\r\n", "\n")


def content(path):
    if path.endswith(".pdf"):
        text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
        pages = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
        # Blanks and the breaks of lines depend on the widths of the digits put aside.
        return re.sub(r"#( #)+", "#", re.sub(r"\s+", " ", plain(text))) + re.search(r"Pages:.*", pages).group()
    if path.endswith(".xlsx"):
        with zipfile.ZipFile(path) as archive:
            parts = {n: archive.read(n).decode("utf-8") for n in archive.namelist() if n != "docProps/core.xml"}
            return plain(json.dumps(parts, sort_keys=True))
    with open(path, encoding="utf-8") as file:
        return plain(file.read())


def main():
    one, other = sys.argv[1:]
    compared, different = 0, []
    for folder, _, names in os.walk(one):
        for name in sorted(names):
            path = os.path.join(folder, name)
            inside = os.path.relpath(path, one)
            if inside.startswith("sen2") or name.endswith((".gthread", ".gtpack", ".lock")) or "backup" in inside.lower():
                continue
            if name == "passphrases.csv":
                continue  # fresh secrets on each side
            twin = os.path.join(other, inside)
            if not os.path.exists(twin):
                different.append(f"{inside}: only on one side")
                continue
            compared += 1
            if content(path) != content(twin):
                different.append(inside)
    print(f"{compared} files compared, {len(different)} different")
    for line in different:
        print(f"  {line}")
    sys.exit(1 if different or compared < 12 else 0)


main()
