#!/usr/bin/env bash
# How fast the window starts and draws with a county's file: 20,635 plans, 12 rounds of 60 plans read by 3 members.
# Prints and keeps the figures; fails only where the program is broken, not where the machine is slow.
# usage: startup.sh PROGRAM [OUT] [times] [renderer]      figures: OUT, else target/startup.txt; renderer: what draws
set -euo pipefail
. "$(dirname "$0")/display.sh"
program=$(realpath "$1")
out=$(realpath -m "${2:-$(dirname "$(dirname "$program")")/startup.txt}")
lane=$(realpath "$(dirname "$0")/startup.py")
work=$(mktemp -d)
export HOME=$work XDG_CONFIG_HOME=$work/config XDG_STATE_HOME=$work/state
export GOLDEN_THREAD_PASSPHRASE="seven herons crossing slowly"
unset WAYLAND_DISPLAY
virtual_display 1366x820x24
trap 'kill "$display" 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"
"$program" bench-data county.gthread --plans 20635 --rounds 12 --sampled 60 --members 3 --seed 1
timeout 900 python3 -B "$lane" "$program" county.gthread "$out" "${3:-3}" ${4:+"$4"}
