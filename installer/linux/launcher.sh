#!/bin/sh
# Starts Afterimage with the runtime beside it. In place of jpackage's own launcher for Linux, which at every start asks rpm and
# dpkg which package it belongs to, and takes some tenths of a second for that.
set -u
self=$0
if [ -L "$self" ]; then
  self=$(readlink -f -- "$self")
fi
home=$(CDPATH='' cd -- "$(dirname -- "$self")/.." && pwd)
app=$home/lib/app
# A picture that is too large for this machine is refused with a message then, and does not bring the kernel to kill programs.
if [ -r /proc/meminfo ]; then
  total=0 free=0 swap=0
  while read -r key kilobytes _; do
    case $key in
      MemTotal:) total=$kilobytes ;;
      MemAvailable:) free=$kilobytes ;;
      SwapFree:) swap=$kilobytes ;;
    esac
  done </proc/meminfo
  [ "$free" -gt $((total / 2)) ] || free=$((total / 2))
  [ "$free" -eq 0 ] || ulimit -S -d $((free + swap)) 2>/dev/null || true
fi
# Options meant for other Java programs of this machine.
unset JDK_JAVA_OPTIONS CLASSPATH
# shellcheck disable=SC2086 # AFTERIMAGE_JAVA_OPTIONS holds several words
exec "$home/lib/runtime/bin/java" \
  @OPTIONS@ \
  ${AFTERIMAGE_JAVA_OPTIONS:-} \
  -cp "@CLASSPATH@" \
  @MAIN@ "$@"
