#!/usr/bin/env bash
# Reads every screen of the real window from outside, over the accessibility bus, as a screen reader does. Fails when a
# control has no name, a screen no heading, or a place or a row cannot be pressed. The trees are kept as text.
# usage: accessible.sh PROGRAM        trees: target/accessible
set -euo pipefail
. "$(dirname "$0")/display.sh"
program=$(realpath "$1")
trees=$(dirname "$(dirname "$program")")/accessible
tool=$(realpath "$(dirname "$0")/../tools/accessible_tree.py")
rm -rf "$trees"; mkdir -p "$trees"
work=$(mktemp -d)
export HOME=$work XDG_CONFIG_HOME=$work/config XDG_RUNTIME_DIR=$work
unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS
virtual_display 1366x900x24
trap 'kill "$display" 2>/dev/null || true; rm -rf "$work"' EXIT
"$program" demo "$work/sample.gthread" >/dev/null
export program trees tool work
# The bus must be on before the program starts: it looks once.
dbus-run-session -- bash -euo pipefail -c '
  /usr/libexec/at-spi-bus-launcher --launch-immediately >/dev/null 2>&1 &
  sleep 1
  gdbus call --session --dest org.a11y.Bus --object-path /org/a11y/bus \
    --method org.freedesktop.DBus.Properties.Set org.a11y.Status IsEnabled "<true>" >/dev/null
  "$program" "$work/sample.gthread" 2>"$work/window.log" &
  window=$!
  status=0
  timeout 900 /usr/bin/python3 -W ignore::DeprecationWarning "$tool" "$trees" || status=$?
  kill "$window" 2>/dev/null || true
  [ "$status" = 0 ] || cat "$work/window.log"
  exit $status' 2> >(grep -v "dbus-daemon" >&2)
