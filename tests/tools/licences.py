#!/usr/bin/env python3
"""Writes assets/licences: every package of Cargo.lock with its licence, and the licence texts, each once.

Run from the root of the repository after a change of Cargo.lock. Needs cargo; reads the registry's own copies.
"""
import json
import pathlib
import subprocess

NAMES = ("license", "licence", "copying", "notice", "unlicense", "copyright", "ofl")
OUT = pathlib.Path("assets/licences")


def texts_of(folder):
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.name.lower().startswith(NAMES) and path.suffix not in (".rs", ".html"):
            yield path.read_text("utf-8", "replace").replace("\r\n", "\n").replace("\f", "").strip()


def main():
    asked = ["cargo", "metadata", "--locked", "--format-version", "1"]
    packages = json.loads(subprocess.run(asked, check=True, capture_output=True).stdout)["packages"]
    numbers, lines = {}, []
    for package in sorted(packages, key=lambda package: (package["name"], package["version"])):
        if package["source"] is None:
            continue
        folder = pathlib.Path(package["manifest_path"]).parent
        own = [numbers.setdefault(text, len(numbers)) for text in texts_of(folder) if len(text) > 20]
        licence = package["license"] or f"see {package['license_file']}"
        lines.append("\t".join([package["name"], package["version"], licence, ",".join(map(str, own))]))
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / "packages.txt").write_text("\n".join(lines) + "\n", "utf-8")
    texts = "".join(f"\f" + f"text {number}\n{text}\n" for text, number in numbers.items())
    (OUT / "texts.txt").write_text(texts, "utf-8")
    print(len(lines), "packages,", len(numbers), "texts")


main()
