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
java=$home/lib/runtime/bin/java
# Options meant for other Java programs of this machine.
unset JDK_JAVA_OPTIONS CLASSPATH
@START@
# shellcheck disable=SC2086 # AFTERIMAGE_JAVA_OPTIONS holds several words
exec "$java" \
  @OPTIONS@ \
  "-Djava.io.tmpdir=$temporary" \
  ${AFTERIMAGE_JAVA_OPTIONS:-} \
  -cp "@CLASSPATH@" \
  @MAIN@ "$@"
