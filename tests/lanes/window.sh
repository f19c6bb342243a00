#!/usr/bin/env bash
# Drives the real window on a virtual display with real keys: a member scores a whole sheet and hands it in; a second run
# opens the file again and finds it handed in. Pictures are kept in target/pictures.
# usage: window.sh PROGRAM
set -euo pipefail
. "$(dirname "$0")/display.sh"
program=$(realpath "$1")
pictures=$(dirname "$(dirname "$program")")/pictures
mkdir -p "$pictures"
work=$(mktemp -d)
export HOME=$work XDG_CONFIG_HOME=$work/config
unset WAYLAND_DISPLAY
virtual_display 1366x820x24
window=
stop() {
  [ -z "$window" ] || kill "$window" 2>/dev/null || true
  kill "$display" 2>/dev/null || true
  rm -rf "$work"
}
trap stop EXIT
cd "$work"

printf 'reference,year_group,primary_need\nK1,4,ASD\n' > plans.csv
printf 'name,agency,role,email\nAnn Example,education,SEND officer,\n' > panel.csv
"$program" new a.gthread --local-area "Testshire" --no-passphrase
"$program" import-plans a.gthread plans.csv
"$program" people a.gthread import panel.csv
"$program" round a.gthread new --title "Autumn" --depth workshop --evidence plan
"$program" sample a.gthread --size 1 --seed 1
"$program" allocate a.gthread --per-plan 1

picture() { import -window root "$pictures/$1.png"; }
# open_window RENDERER: the other lanes let the program choose, which is the processor on a machine without a device.
open_window() {
  "$program" --renderer "$1" a.gthread 2> "$work/window.log" &
  window=$!
  for _ in $(seq 100); do
    id=$(xdotool search --onlyvisible --pid "$window" --name "Golden Thread" 2>/dev/null | tail -n 1) || true
    [ -n "$id" ] && break
    kill -0 "$window" 2>/dev/null || { echo "the program ended:"; cat "$work/window.log"; exit 1; }
    sleep 0.1
  done
  [ -n "$id" ] || { echo "no window came up"; cat "$work/window.log"; exit 1; }
  xdotool windowfocus "$id"
  sleep 2
}
close_window() {
  xdotool windowclose "$id" || true
  for _ in $(seq 50); do kill -0 "$window" 2>/dev/null || break; sleep 0.1; done
  kill "$window" 2>/dev/null || true
  wait "$window" 2>/dev/null || true
  window=
}
key() { xdotool key "$@"; sleep 0.4; }

open_window glow
picture 1-who
key Down; key Return; sleep 1       # Ann Example, the first name under the audit lead
picture 2-plans
key Return; sleep 1                 # her next plan
picture 3-sheet
key n; xdotool type --delay 40 "Clear and dated."; sleep 0.3; key Escape; sleep 1.5
picture 4-note
xdotool key Num_Lock; sleep 0.3
for _ in $(seq 10); do key 1; key 87; done   # 87: the 1 of the number pad
sleep 1
picture 5-answered
key ctrl+Return; sleep 1
picture 6-handing-in
key Return; sleep 1
picture 7-handed-in
close_window

"$program" check a.gthread
"$program" export a.gthread --format json --out own.json --as "Ann Example"
python3 - <<'PY'
import json
sheets = json.load(open("own.json"))["sheets"]
assert len(sheets) == 1, sheets
answers = sheets[0]["answers"]
assert len(answers) == 20 and all(a["answer"] == "met" for a in answers), answers
assert any(a["note"] == "Clear and dated." for a in answers), answers
assert sheets[0]["state"] == "submitted", sheets[0]["state"]
print("the window saved 20 answers and a note, and handed the sheet in")
PY
for shot in "$pictures"/[1-7]-*.png; do
  colours=$(identify -format %k "$shot")
  [ "$colours" -gt 50 ] || { echo "$shot is blank"; exit 1; }
done

# Idle means no repaint: the open window uses next to no processor time.
for renderer in glow software; do
  open_window "$renderer"
  sleep 2
  before=$(awk '{print $14 + $15}' "/proc/$window/stat")
  sleep 10
  after=$(awk '{print $14 + $15}' "/proc/$window/stat")
  echo "processor ticks over ten idle seconds, drawn by $renderer: $((after - before))"
  [ $((after - before)) -le 20 ] || { echo "the idle window keeps working"; exit 1; }
  close_window
done
"$program" check a.gthread
