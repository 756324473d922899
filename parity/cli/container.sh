#!/bin/sh
# In a container, `parity WORDS` is `python -m parity WORDS` as the user PUID:PGID with UMASK. The image starts with it,
# and `docker exec NAME parity WORDS` goes through it too, so that no command leaves files of root behind.
set -eu

config=${PARITY_DATA_DIR:-/config}
mark=$config/.no-volume

say() { echo "parity: $*" >&2; }
refuse() { say "$*"; exit 1; }

# $1: the setting, $2: its value. A user or group is a number; a name would mean another one in here.
number() {
  case $2 in
    '' | *[!0-9]*) refuse "$1 is '$2': use a number, as \`id\` shows it" ;;
  esac
  if [ "${#2}" -gt 10 ] || [ "$2" -gt 2147483647 ]; then
    refuse "$1 is $2: use a number up to 2147483647"
  fi
}

mask() {
  case $1 in
    '' | *[!0-7]* | ?????*) refuse "UMASK is '$1': use an octal number such as 022" ;;
  esac
  umask "$1"
}

# A new named volume begins with what the image has at its place, the mark included. One that Docker named by itself,
# with 64 hexadecimal digits, is forgotten with the container, so there the mark says the truth.
look_at_volume() {
  [ -e "$mark" ] || return 0
  if lasting_volume /proc/self/mountinfo 2>/dev/null && rm -f "$mark" 2>/dev/null; then
    return 0
  fi
  say "no volume is mounted at $config: everything is lost with this container"
}

# $1: a list of mounts as in proc_pid_mountinfo(5); field 5 is the place, field 4 what is seen there of its disk.
lasting_volume() {
  awk -v at="$config" '
    $5 == at { parts = split($4, part, "/"); name = part[parts - 1]; lasting = 1 }
    lasting && part[parts] == "_data" && length(name) == 64 && name !~ /[^0-9a-f]/ { lasting = 0 }
    END { exit !lasting }' "$1"
}

# Only what belongs to somebody else is touched; a large folder that is right costs a look.
take_over() {
  if ! find "$config" -xdev \( ! -user "$PUID" -o ! -group "$PGID" \) -exec chown -h "$PUID:$PGID" {} + 2>/dev/null; then
    say "not everything in $config could be given to $PUID:$PGID; going on as it is"
  fi
}

[ "$#" -gt 0 ] || set -- --help
mask "${UMASK:-022}"
if [ "$(id -u)" -ne 0 ]; then
  if [ "$1" = run ]; then
    look_at_volume
    say "started as user $(id -u):$(id -g), so PUID and PGID do not count and the owner of $config is left as it is"
  fi
  exec python -m parity "$@"
fi

PUID=${PUID:-1000}
PGID=${PGID:-1000}
number PUID "$PUID"
number PGID "$PGID"
if [ "$1" = run ]; then
  look_at_volume
  take_over
fi
become="setpriv --reuid=$PUID --regid=$PGID --clear-groups"
$become true 2>/dev/null || refuse "cannot become user $PUID:$PGID here: start the container with --user $PUID:$PGID"
export HOME="$config"  # not that of root, which this user may not read
exec $become python -m parity "$@"
