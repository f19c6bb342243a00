#!/usr/bin/env bash
# Packs the program for Windows: one folder that runs from a memory stick or a home folder, without installing.
# usage: portable_windows.sh GOLDEN-THREAD.EXE OUT.zip
set -euo pipefail
exe=$(realpath "$1")
out=$(realpath -m "$2")
here=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/Golden Thread/help" "$work/Golden Thread/licences"
cp "$exe" "$work/Golden Thread/golden-thread.exe"
cp "$here"/assets/help/*.md "$work/Golden Thread/help/"
cp "$here/assets/fonts/OFL.txt" "$here/LICENSE-APACHE" "$here/LICENSE-MIT" "$work/Golden Thread/licences/"
[ ! -d "$here/assets/licences" ] || cp -r "$here/assets/licences/." "$work/Golden Thread/licences/"
cp "$here/README.md" "$work/Golden Thread/README.md"
rm -f "$out"
# The same input gives the same archive: order and times are fixed.
python3 - "$work" "$out" <<'PY'
import os, sys, zipfile
root, out = sys.argv[1:]
paths = sorted(os.path.join(folder, name) for folder, _, names in os.walk(root) for name in names)
with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
    for path in paths:
        entry = zipfile.ZipInfo(os.path.relpath(path, root).replace(os.sep, "/"), (2026, 1, 1, 0, 0, 0))
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = (0o755 if path.endswith(".exe") else 0o644) << 16
        with open(path, "rb") as content:
            archive.writestr(entry, content.read())
PY
ls -l "$out"
