#!/usr/bin/env bash
# Installs the packages, uses them, removes them, and says what held: first the .deb and then the .rpm in a fresh Debian root without desktop
# or Java, then, with --here, the .deb on this machine. Needs root, debootstrap, rpm, lintian, desktop-file-utils and appstream; for --here
# also xvfb and ImageMagick. (The .rpm is installed by rpm without the names of its dependencies, which Debian does not know.)
#   sudo installer/linux/check.sh [--here] [--root DIR] [DEB RPM]
set -euo pipefail
cd "$(dirname "$0")/../.."

here=no
root=
deb=
rpm=
while [ $# -gt 0 ]; do
  case "$1" in
    --here) here=yes ;;
    --root) root=$2 && shift ;;
    *.rpm) rpm=$1 ;;
    *) deb=$1 ;;
  esac
  shift
done
deb=${deb:-$(ls target/installer/*.deb)}
rpm=${rpm:-$(ls target/installer/*.rpm)}
work=$(mktemp -d)
chmod 755 "$work"
passed=0

ok() {
  passed=$((passed + 1))
  echo "ok   $*"
}

fail() {
  echo "FAIL $*" >&2
  exit 1
}

finish() {
  # Whatever failed: who deletes a root with /proc still in it deletes there, too.
  if [ -n "$root" ] && mountpoint -q "$root/proc" 2>/dev/null; then umount "$root/proc"; fi
  rm -rf "$work"
}
trap finish EXIT

# Lints.
lintian --allow-root --fail-on error "$deb" >"$work/lintian" 2>&1 || { cat "$work/lintian"; fail "lintian"; }
ok "lintian: no errors"
desktop-file-validate installer/linux/io.github.afterimage.desktop || fail "desktop-file-validate"
ok "desktop-file-validate"
appstreamcli validate --no-net --pedantic installer/linux/io.github.afterimage.metainfo.xml >"$work/appstream" || {
  cat "$work/appstream"
  fail "appstreamcli"
}
ok "appstreamcli validate"
(cd "$(dirname "$deb")" && sha256sum --quiet -c SHA256SUMS) || fail "checksums"
ok "SHA256SUMS"

# A fresh root: no desktop, no Java.
if [ -z "$root" ]; then
  root=$work/root
  debootstrap --variant=minbase "${DEBIAN_SUITE:-bookworm}" "$root" ${DEBIAN_MIRROR:-} >"$work/debootstrap" 2>&1 || {
    tail -5 "$work/debootstrap"
    fail "debootstrap"
  }
fi
within() {
  chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 "$@"
}
mkdir -p "$root/proc"
mountpoint -q "$root/proc" || mount -t proc proc "$root/proc"
! within sh -c 'command -v java' >/dev/null || fail "the fresh root has a Java"
listing() {
  find "$root" -xdev \( -path "$root/proc" -o -path "$root/tmp" -o -path "$root/var" \) -prune -o -print | sort
}
listing >"$work/before"
sample=/usr/lib/afterimage/lib/app/assets/samples/dandelion.jpg

# What an installed program must do in the root, whichever package it came by.
use() {
  within afterimage --version | grep -q '^afterimage [0-9]' || fail "--version"
  ok "$1: $(within afterimage --version)"
  within env AFTERIMAGE_JAVA_OPTIONS=-XX:AOTMode=on afterimage --version >/dev/null || fail "the start cache is not used"
  ok "$1: the start cache is valid where it was installed"
  rm -f "$root/root/better.png"
  within afterimage refine "$sample" -o /root/better.png || fail "refine"
  head -c 8 "$root/root/better.png" | od -An -tx1 | grep -q '89 50 4e 47' || fail "no PNG came out"
  ok "$1: afterimage refine of the sample"
  within afterimage doctor >"$work/doctor" || { cat "$work/doctor"; fail "doctor"; }
  ok "$1: afterimage doctor"
  local status=0
  within afterimage >"$work/window" 2>&1 || status=$?
  [ "$status" = 1 ] && ! grep -q '^\sat ' "$work/window" || { cat "$work/window"; fail "the window without a desktop: status $status"; }
  grep -q '^The window cannot open: ' "$work/window" || { cat "$work/window"; fail "no reason why the window cannot open"; }
  ok "$1: without a desktop the window says: $(head -1 "$work/window")"
  mkdir -p "$root/root/.local/share/afterimage/models/mine" "$root/root/.config/afterimage"
  echo '{}' >"$root/root/.config/afterimage/settings.json"
}

# What must hold once it is removed; the package's own words are in $work/remove.
removed() {
  grep -q '~/.local/share/afterimage' "$work/remove" || fail "removing does not say where data stays"
  listing | grep -v "^$root/root" >"$work/after"
  grep -v "^$root/root" "$work/before" | diff - "$work/after" || fail "something is left"
  [ -d "$root/root/.local/share/afterimage/models/mine" ] || fail "the user's models are gone"
  ok "$1: removed, nothing left but the user's files"
}

cp "$deb" "$root/tmp/afterimage.deb"
within dpkg -i /tmp/afterimage.deb >"$work/install" 2>&1 || {
  # What the package needs and the root lacks.
  within apt-get install -y -qq --no-install-recommends -f >>"$work/install" 2>&1 || { cat "$work/install"; fail "install"; }
  listing | grep -v afterimage >"$work/before"
}
ok "fresh root, .deb: installed"
within dpkg --verify "$(dpkg-deb -f "$deb" Package)" || fail "files differ from the package"
use "fresh root, .deb"
within dpkg -r "$(dpkg-deb -f "$deb" Package)" >"$work/remove" 2>&1 || { cat "$work/remove"; fail "remove"; }
removed "fresh root, .deb"
within dpkg -P "$(dpkg-deb -f "$deb" Package)" >/dev/null 2>&1

redhat() {
  rpm --root "$root" --force-debian --nodeps "$@"
}
redhat -i "$rpm" >"$work/install" 2>&1 || { cat "$work/install"; fail "install of the .rpm"; }
ok "fresh root, .rpm: installed"
package=$(rpm -qp --qf '%{NAME}' "$rpm" 2>/dev/null)
rpm --root "$root" -V --nodeps "$package" || fail "files differ from the .rpm"
use "fresh root, .rpm"
redhat -e "$package" >"$work/remove" 2>&1 || { cat "$work/remove"; fail "remove the .rpm"; }
removed "fresh root, .rpm"
umount "$root/proc"

if [ "$here" = yes ]; then
  # The studio, on a display of its own, from installed files, with nothing of Java's on the PATH.
  dpkg -i "$deb" >"$work/install" 2>&1 || { cat "$work/install"; fail "install here"; }
  remove_here() {
    dpkg -P "$(dpkg-deb -f "$deb" Package)" >"$work/remove" 2>&1 || true
    [ -z "${studio:-}" ] || kill "$studio" 2>/dev/null || true
    [ -z "${xvfb:-}" ] || kill "$xvfb" 2>/dev/null || true
    finish
  }
  trap remove_here EXIT
  mkdir "$work/bin"
  for program in sh env dirname readlink mkdir; do
    ln -s "$(command -v $program)" "$work/bin/$program"
  done
  Xvfb -displayfd 3 -screen 0 1600x1000x24 3>"$work/display" 2>/dev/null &
  xvfb=$!
  for _ in $(seq 50); do
    [ -s "$work/display" ] && break
    sleep 0.1
  done
  installed() {
    env -i PATH="$work/bin" HOME="$work" LC_ALL=C.UTF-8 XDG_CONFIG_HOME="$work/user/config" XDG_DATA_HOME="$work/user/data" \
      XDG_STATE_HOME="$work/user/state" XDG_CACHE_HOME="$work/user/cache" DISPLAY=":$(cat "$work/display")" /usr/bin/afterimage "$@"
  }
  installed "$sample" >"$work/studio" 2>&1 &
  studio=$!
  sleep "${STUDIO_SECONDS:-15}"
  kill -0 "$studio" || { cat "$work/studio"; fail "the studio ended"; }
  installed "$(dirname "$sample")/brushes.jpg" >"$work/second" 2>&1 || { cat "$work/second"; fail "a second start"; }
  kill -0 "$studio" || fail "the studio ended at a second start"
  ok "here: a second start handed its picture over: $(cat "$work/second")"
  sleep "${STUDIO_SECONDS:-15}"
  import -display ":$(cat "$work/display")" -window root "${SCREENSHOT:-target/installer/studio.png}"
  colours=$(identify -format %k "${SCREENSHOT:-target/installer/studio.png}")
  [ "$colours" -gt 1000 ] || fail "the screen shows $colours colours only"
  ok "here: studio with two pictures open, seen in ${SCREENSHOT:-target/installer/studio.png}"
  [ ! -s "$work/studio" ] || { cat "$work/studio"; fail "the studio complained"; }
  dpkg -P "$(dpkg-deb -f "$deb" Package)" >"$work/remove" 2>&1
  [ ! -e /usr/lib/afterimage ] && [ ! -e /usr/bin/afterimage ] || fail "something is left here"
  [ -e "$work/user/state/afterimage/studio.lock" ] || fail "no user data was kept"
  ok "here: removed, user's files kept"
fi
echo "$passed checks passed"
