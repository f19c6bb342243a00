#!/usr/bin/env bash
# The whole main job of the command line on Linux and under wine with the same input, compared file by file; then the
# window under wine. Too long for every change: made by hand before a release, after
#   bash tests/tools/windows_build.sh root ROOT
#   bash tests/tools/windows_build.sh build ROOT . --release --locked
# usage: windows.sh PROGRAM ROOT GOLDEN-THREAD.EXE OUT
set -euo pipefail
. "$(dirname "$0")/display.sh"
program=$(realpath "$1"); root=$(realpath "$2"); exe=$(realpath "$3")
out=$4; rm -rf "$out"; mkdir -p "$out/linux" "$out/windows"; out=$(realpath "$out")
tools=$(cd "$(dirname "$0")/../tools" && pwd)
export GOLDEN_THREAD_PASSPHRASE="four ordinary words here"

# The input: a made SEN2 return, a panel, answers.
python3 "$tools/make_sen2_export.py" --la 314 --out "$out/sen2" >/dev/null
for side in linux windows; do
  cp -r "$out/sen2" "$out/$side/sen2"
  printf 'name,agency,role,email\nAnn Example,education,SEND officer,\nBen Example,health,Paediatrician,\nCy Exámple,social_care,Social worker,\n' > "$out/$side/panel.csv"
  printf '%s\n' "$GOLDEN_THREAD_PASSPHRASE" > "$out/$side/key.txt"
done

run_linux() { (cd "$out/linux" && "$program" "$@" --passphrase-file key.txt); }

# The folders of this run, seen from inside the root with wine.
inside() { mkdir -p "$root$2"; mountpoint -q "$root$2" || mount --bind "$1" "$root$2"; }
inside /proc /proc; inside "$out/windows" /run-dir; inside "$(dirname "$exe")" /exe-dir; inside /tmp /tmp
in_wine() {
  chroot "$root" env -i HOME=/root LANG=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin TERM=dumb WINEPREFIX=/root/wine WINEDEBUG=-all \
    ${DISPLAY:+DISPLAY=$DISPLAY} sh -c 'cd /run-dir && exec wine "/exe-dir/$0" "$@"' "$(basename "$exe")" "$@"
}
run_windows() { in_wine "$@" --passphrase-file key.txt; }
display=
leave() {
  [ -z "$display" ] || kill "$display" 2>/dev/null || true
  pkill -f "/exe-dir/$(basename "$exe")" 2>/dev/null || true
  chroot "$root" env -i HOME=/root PATH=/usr/bin:/bin WINEPREFIX=/root/wine wineboot -k >/dev/null 2>&1 || true
  sleep 2
  umount "$root/run-dir" "$root/exe-dir" "$root/tmp" 2>/dev/null || true
}
trap leave EXIT

main_job() {
  local run=$1 folder=$2
  "$run" new autumn.gthread --local-area "Kingston upon Thames" --la-code 314
  "$run" import-plans autumn.gthread sen2 --as-of 2026-01-16 --json > "$folder/import.json"
  "$run" people autumn.gthread import panel.csv
  "$run" round autumn.gthread new --title "Autumn" --depth workshop --evidence appendices
  "$run" sample autumn.gthread --size 8 --seed 7 --stratify phase --reserves 2 --json > "$folder/sample.json"
  "$run" allocate autumn.gthread --per-plan 2 --json > "$folder/allocate.json"
  "$run" export autumn.gthread --format json --out tool.json
  python3 - "$folder" <<'PY'
import json, sys
folder = sys.argv[1]
given = json.load(open(f"{folder}/allocate.json"))["assignments"]
tool = json.load(open(f"{folder}/tool.json"))["tool"]
asked = [c["code"] for h in tool["heading"] for c in h["criterion"]
         if c["depth"] == "workshop" and c["evidence"] in ("plan", "appendices")]
with open(f"{folder}/answers.csv", "w", encoding="utf-8", newline="") as out:
    out.write("plan,member,criterion,answer,na_reason,note\n")
    for i, one in enumerate(given):
        for k, code in enumerate(asked):
            answer = ("met", "partly", "met", "not_met", "met")[(i + 3 * k) % 5]
            out.write(f"{one['plan']},{one['member']},{code},{answer},,{'Clear – “and dated”' if k == 0 else ''}\n")
PY
  "$run" answers autumn.gthread import answers.csv --submit
  "$run" agree autumn.gthread --unanimous
  "$run" agree autumn.gthread --by-rule
  "$run" stats autumn.gthread --json > "$folder/stats.json"
  mkdir -p "$folder/packs"
  "$run" pack autumn.gthread --out packs --passphrases-out passphrases.csv
  "$run" merge autumn.gthread "packs/$(cd "$folder/packs" && ls | head -n 1)" --json > "$folder/merge.json"
  for kind in summary board health social-care agreement learning record; do
    "$run" report autumn.gthread --kind "$kind" --out "$kind.pdf"
  done
  for format in csv xlsx json; do "$run" export autumn.gthread --format "$format" --out "round.$format"; done
  "$run" backup autumn.gthread --out copy.gthread
  "$run" check autumn.gthread
  "$run" check copy.gthread
}
echo "-- on Linux";   main_job run_linux "$out/linux" > "$out/linux.log"
echo "-- under wine"; main_job run_windows "$out/windows" > "$out/windows.log"

echo "-- file by file"
python3 "$tools/compare_sides.py" "$out/linux" "$out/windows"
# A file made on the one side opens on the other.
(cd "$out/windows" && "$program" check autumn.gthread --passphrase-file key.txt)
cp "$out/linux/autumn.gthread" "$out/windows/from-linux.gthread"
run_windows check from-linux.gthread

echo "-- two programs, one file: the second is refused while the first holds it, and let in after"
(sleep 25) | run_windows answers autumn.gthread stream --as "Ann Example" > "$out/holder.log" 2>&1 &
holder=$!
sleep 12
if run_windows check autumn.gthread > "$out/second.log" 2>&1; then echo "two programs had the file at once"; exit 1; fi
cat "$out/second.log"
wait "$holder" || true
run_windows check autumn.gthread

echo "-- names with spaces and letters beyond English"
run_windows new "Kraków ŵ áudit.gthread" --local-area "Gŵyr"
run_windows report autumn.gthread --kind summary --out "Zusammenfassung – ŵ.pdf"
test -s "$out/windows/Zusammenfassung – ŵ.pdf"

echo "-- the window under wine"
# What ran before had no display, and wine keeps its desktop without one for a while.
chroot "$root" env -i HOME=/root PATH=/usr/bin:/bin WINEPREFIX=/root/wine wineboot -k >/dev/null 2>&1 || true
sleep 3
virtual_display 1366x820x24
(in_wine autumn.gthread --renderer "${RENDERER:-auto}" > "$out/window.log" 2>&1) &
for _ in $(seq 120); do xdotool search --onlyvisible --name "Golden Thread" >/dev/null 2>&1 && break; sleep 0.5; done
sleep 8
import -window root "$out/start.png"
xdotool windowfocus "$(xdotool search --onlyvisible --name "Golden Thread" | tail -n 1)" || true
xdotool type --delay 80 "$GOLDEN_THREAD_PASSPHRASE"
xdotool key Return
sleep 8
import -window root "$out/window.png"
colours=$(identify -format %k "$out/window.png")
echo "the window under wine shows $colours colours: $out/window.png"
[ "$colours" -gt 50 ]
! cmp -s "$out/start.png" "$out/window.png"
