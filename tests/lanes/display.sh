# A virtual display for a lane; to be sourced. `virtual_display 1366x820x24 [switches]` sets DISPLAY and display (its
# process) once the display answers. The server picks a free number itself, so lanes side by side do not meet, and it
# does not start over when the last window closes: a window opened in that moment would find no display.
virtual_display() {
  local size=$1 said; shift
  said=$(mktemp)
  Xvfb -displayfd 3 -noreset -screen 0 "$size" "$@" 3>"$said" >/dev/null 2>&1 &
  display=$!
  for _ in $(seq 300); do
    [ -s "$said" ] && break
    kill -0 "$display" 2>/dev/null || break
    sleep 0.1
  done
  [ -s "$said" ] || { echo "no virtual display came up"; rm -f "$said"; exit 1; }
  DISPLAY=:$(tr -d '[:space:]' <"$said")
  rm -f "$said"
  export DISPLAY
}
