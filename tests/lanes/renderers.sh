#!/usr/bin/env bash
# The window with OpenGL, with Vulkan, and with neither: it is drawn, in the end by the processor alone. Where one way was
# asked for and fails, or there is no display, it says why, ends with 1 and logs the reason. Never a crash. Pictures are kept in target/pictures.
# usage: renderers.sh PROGRAM
set -euo pipefail
. "$(dirname "$0")/display.sh"
program=$(realpath "$1")
pictures=$(dirname "$(dirname "$program")")/pictures
mkdir -p "$pictures"
work=$(mktemp -d)
export HOME=$work XDG_CONFIG_HOME=$work/config XDG_STATE_HOME=$work/state
unset WAYLAND_DISPLAY DISPLAY GOLDEN_THREAD_LOG
log=$work/state/golden-thread/window.log
display=
window=
stop() {
  [ -z "$window" ] || kill "$window" 2>/dev/null || true
  [ -z "$display" ] || kill "$display" 2>/dev/null || true
  rm -rf "$work"
}
trap stop EXIT
cd "$work"
"$program" demo otter.gthread >/dev/null 2>&1

new_display() {
  [ -z "$display" ] || { kill "$display"; wait "$display" 2>/dev/null || true; }
  virtual_display 1366x820x24 "$@"
}
fresh() { rm -f "$log"; }

# drawn NAME PATTERN [switches]: a window comes up, is not blank, and the log says what draws it.
drawn() {
  local name=$1 pattern=$2 id=; shift 2
  fresh
  "$program" "$@" otter.gthread 2>"$work/said" &
  window=$!
  for _ in $(seq 300); do
    id=$(xdotool search --onlyvisible --pid "$window" --name "Golden Thread" 2>/dev/null | tail -n 1) || true
    [ -n "$id" ] && break
    kill -0 "$window" 2>/dev/null || { echo "$name: the program ended:"; cat "$work/said"; exit 1; }
    sleep 0.1
  done
  [ -n "$id" ] || { echo "$name: no window came up"; exit 1; }
  for _ in $(seq 20); do
    sleep 0.5
    import -window root "$pictures/renderer-$name.png"
    [ "$(identify -format %k "$pictures/renderer-$name.png")" -gt 50 ] && break
  done
  [ "$(identify -format %k "$pictures/renderer-$name.png")" -gt 50 ] || { echo "$name: the window is blank"; exit 1; }
  grep -qE "$pattern" "$log" || { echo "$name: the log does not say what draws:"; cat "$log"; exit 1; }
  echo "$name: peak memory $(awk '/VmHWM/ {print int($2 / 1024)}' "/proc/$window/status") MB; $(tail -n 1 "$log")"
  kill "$window"; wait "$window" 2>/dev/null || true
  window=
}

# refused NAME WORDS PATTERN [switches]: no window, the words and 1; the log has the reason.
refused() {
  local name=$1 words=$2 pattern=$3 status=0; shift 3
  fresh
  timeout 60 "$program" "$@" otter.gthread 2>"$work/said" || status=$?
  [ "$status" = 1 ] || { echo "$name: ended with $status"; cat "$work/said"; exit 1; }
  grep -q "No window could be opened" "$work/said" && grep -q "$words" "$work/said" \
    || { echo "$name: said something else:"; cat "$work/said"; exit 1; }
  ! grep -qi "panic" "$work/said" "$log" || { echo "$name: a panic"; cat "$work/said" "$log"; exit 1; }
  grep -qE "$pattern" "$log" || { echo "$name: the log lacks the reason:"; cat "$log"; exit 1; }
  ! grep -q "otter" "$log" || { echo "$name: the log names the file"; exit 1; }
  echo "$name: refused in words, reason logged"
}

new_display
drawn opengl 'draws by OpenGL .*asked for when' --renderer glow
drawn auto 'draws by '
if compgen -G "/usr/share/vulkan/icd.d/lvp*" >/dev/null || [ -n "${VK_ICD_FILENAMES:-}" ]; then
  drawn vulkan 'draws by .*\(Vulkan\)' --renderer wgpu
else
  echo "vulkan: left out, there is no driver for it here"
fi
# A display without GLX, and no library that draws: as on a bare server or a broken remote desktop.
new_display -extension GLX
export LIBGL_DRIVERS_PATH=/nonexistent __EGL_VENDOR_LIBRARY_FILENAMES=/nonexistent VK_ICD_FILENAMES=/nonexistent \
       VK_DRIVER_FILES=/nonexistent
drawn neither 'draws by the processor alone: '
drawn software 'draws by the processor alone: it was asked for when' --renderer software
refused only-opengl "without .--renderer" 'WARN .*Glow: ' --renderer glow
refused only-vulkan "without .--renderer" 'WARN .*Wgpu: ' --renderer wgpu
# A preference for what fails here does not lock anybody out: the others are tried after it.
mkdir -p "$XDG_CONFIG_HOME/golden-thread"
printf '{"renderer":"glow","tour_seen":true}' >"$XDG_CONFIG_HOME/golden-thread/settings.json"
drawn preferred 'draws by the processor alone: the first choice does not work here'
export DISPLAY=:9
refused no-display "Start it where there is a desktop" 'WARN .*'
refused no-display-for-the-processor "Start it where there is a desktop" 'WARN .*Software: ' --renderer software
