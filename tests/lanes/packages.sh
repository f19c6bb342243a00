#!/usr/bin/env bash
# Makes the Debian package and the portable archive from the built program, installs the package and takes it off again,
# unpacks the archive, and runs the main job with both.
# usage: packages.sh PROGRAM OUT        PROGRAM: target/release/golden-thread; OUT: folder for the package and the archive
set -euo pipefail
program=$(realpath "$1")
out=$2
mkdir -p "$out"; out=$(realpath "$out")
here=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
installed=
clean() {
  [ -z "$installed" ] || dpkg -r golden-thread >/dev/null 2>&1 || true
  rm -rf "$work"
}
trap clean EXIT
export HOME=$work XDG_CONFIG_HOME=$work/config CARGO_HOME=${CARGO_HOME:-$(getent passwd "$(id -u)" | cut -d: -f6)/.cargo}
export RUSTUP_HOME=${RUSTUP_HOME:-$(getent passwd "$(id -u)" | cut -d: -f6)/.rustup}
unset DISPLAY WAYLAND_DISPLAY
version=$(sed -n 's/^version = "\(.*\)"/\1/p' "$here/Cargo.toml" | head -n 1)

# The main job, with whatever program is named first.
main_job() {
  local run=$1 folder=$2
  mkdir -p "$folder"
  (cd "$folder" && "$run" demo >/dev/null && test -s kingston-sample.gthread && test -s kingston-sample-summary.pdf)
  "$run" check "$folder/kingston-sample.gthread"
}

echo "-- the portable archive"
name=golden-thread-$version-linux-x86_64
mkdir -p "$work/$name/help" "$work/$name/licences"
install -m 755 "$program" "$work/$name/golden-thread"
cp "$here/README.md" "$here/LICENSE-APACHE" "$here/LICENSE-MIT" "$work/$name/"
cp "$here"/assets/help/*.md "$work/$name/help/"
cp "$here/assets/fonts/OFL.txt" "$work/$name/licences/"
[ ! -d "$here/assets/licences" ] || cp -r "$here/assets/licences/." "$work/$name/licences/"
# The same input gives the same archive: order, owner and times are fixed.
tar --sort=name --owner=0 --group=0 --numeric-owner --mtime='2026-01-01 00:00Z' -C "$work" -cf - "$name" | gzip -n > "$out/$name.tar.gz"
mkdir "$work/unpacked"
tar -C "$work/unpacked" -xzf "$out/$name.tar.gz"
main_job "$work/unpacked/$name/golden-thread" "$work/portable"
ls -l "$out/$name.tar.gz"

echo "-- the Debian package"
if ! command -v cargo-deb >/dev/null && [ ! -x "$out/tools/bin/cargo-deb" ]; then
  cargo install cargo-deb --locked --debug --version '^3' --root "$out/tools" --quiet
fi
export PATH=$out/tools/bin:$PATH
# cargo-deb takes the program from the target folder it was built in.
export CARGO_TARGET_DIR=$(dirname "$(dirname "$program")")
(cd "$here" && cargo deb --no-build --no-strip --locked --output "$out/golden-thread_${version}_amd64.deb")
dpkg-deb --info "$out/golden-thread_${version}_amd64.deb"
held=$(dpkg-deb --contents "$out/golden-thread_${version}_amd64.deb" | awk '{print $6}')
for file in usr/bin/golden-thread usr/share/applications/golden-thread.desktop usr/share/mime/packages/golden-thread.xml \
  usr/share/icons/hicolor/scalable/apps/golden-thread.svg usr/share/man/man1/golden-thread.1.gz \
  usr/share/bash-completion/completions/golden-thread; do
  grep -qx "\./$file" <<<"$held" || { echo "missing: $file"; exit 1; }
done
dpkg -i "$out/golden-thread_${version}_amd64.deb"
installed=yes
test "$(command -v golden-thread)" = /usr/bin/golden-thread || { echo "another golden-thread comes first"; exit 1; }
main_job /usr/bin/golden-thread "$work/installed"
zgrep -q '^.SH "MERGE"' /usr/share/man/man1/golden-thread.1.gz
bash -c 'source /usr/share/bash-completion/completions/golden-thread; complete -p golden-thread' >/dev/null
dpkg -r golden-thread
installed=
test ! -e /usr/bin/golden-thread
test ! -e /usr/share/applications/golden-thread.desktop
echo "the package and the archive are in $out"
