#!/usr/bin/env bash
# The whole job in a real window on a virtual display, with real keys and clicks. Pictures are kept in target/pictures.
# usage: whole_job.sh PROGRAM
set -euo pipefail
. "$(dirname "$0")/display.sh"
program=$(realpath "$1")
pictures=$(dirname "$(dirname "$program")")/pictures
job=$(realpath "$(dirname "$0")/whole_job.py")
mkdir -p "$pictures"
work=$(mktemp -d)
export HOME=$work XDG_CONFIG_HOME=$work/config XDG_RUNTIME_DIR=$work
unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS
virtual_display 1366x900x24
trap 'kill "$display" 2>/dev/null || true; rm -rf "$work"' EXIT
export program pictures job
# The bus must be on before the program starts: it looks once.
dbus-run-session -- bash -euo pipefail -c '
  /usr/libexec/at-spi-bus-launcher --launch-immediately >/dev/null 2>&1 &
  sleep 1
  gdbus call --session --dest org.a11y.Bus --object-path /org/a11y/bus \
    --method org.freedesktop.DBus.Properties.Set org.a11y.Status IsEnabled "<true>" >/dev/null
  timeout 900 /usr/bin/python3 -B -W ignore::DeprecationWarning "$job" "$program" "$pictures"' 2> >(grep -v "dbus-daemon" >&2)
