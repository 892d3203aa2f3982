# shellcheck shell=sh disable=SC2034,SC2154
# What the launchers do before they start Java, whose program is $java; they go on with $temporary, the folder for temporary files.

# What Java reserves may be more than a limit on the address space allows. It says so itself, but not what for.
# shellcheck disable=SC2086
if [ "$(ulimit -v)" != unlimited ] && ! words=$("$java" ${AFTERIMAGE_JAVA_OPTIONS:-} -XX:ErrorFile=/dev/null -version 2>&1); then
  echo "afterimage: Java could not start: $words" >&2
  echo "This shell allows $(ulimit -v) kB of address space (ulimit -v). Allow more, or give Java less: AFTERIMAGE_JAVA_OPTIONS='-Xmx1g -XX:CompressedClassSpaceSize=128m -XX:ReservedCodeCacheSize=96m'." >&2
  exit 2
fi
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
# The program sees to all this itself, however it is started; done here, it spares some time.
export ORT_DISABLE_TELEMETRY=1
export GIO_USE_NETWORK_MONITOR="${GIO_USE_NETWORK_MONITOR:-base}"
case ${XDG_CACHE_HOME:-} in /*) cache=$XDG_CACHE_HOME ;; *) cache=${HOME:-}/.cache ;; esac
[ "$cache" = /.cache ] || export MESA_SHADER_CACHE_DIR="${MESA_SHADER_CACHE_DIR:-$cache/afterimage/libraries/graphics}"
temporary=${TMPDIR:-/tmp}
case ${AFTERIMAGE_JAVA_OPTIONS:-} in
  *java.io.tmpdir=*) ;;
  *) if mkdir -m 700 -- "$temporary/afterimage-tmp-$$" 2>/dev/null; then temporary=$temporary/afterimage-tmp-$$; else temporary=/tmp; fi ;;
esac
