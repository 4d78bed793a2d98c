#!/usr/bin/env bash
# Starts the worker of this container. Its properties come from /etc/sluice/worker.properties, if somebody has mounted
# it, and from variables CONNECT_*, which win. With arguments, these are run instead, such as connect-mirror-maker.sh.
set -euo pipefail

home=/opt/sluice
file=/etc/sluice/worker.properties
export SLUICE_RUN_DIR=${SLUICE_RUN_DIR:-/tmp/sluice}
export SLUICE_LOG_CONFIG=${SLUICE_LOG_CONFIG:-$home/config/container-logback.xml}
export LOG_DIR=${LOG_DIR:-$SLUICE_RUN_DIR/logs}
export SLUICE_CACHE_DIR=${SLUICE_CACHE_DIR:-$SLUICE_RUN_DIR/cache}

if [ $# -gt 0 ]; then
  exec "$@"
fi

fail() {
  echo "$*" >&2
  exit 2
}

# Only this user reads what is written here: secrets may be among it.
umask 077
mkdir -p "$SLUICE_RUN_DIR" 2> /dev/null && [ -w "$SLUICE_RUN_DIR" ] ||
  fail "Nothing can be written to $SLUICE_RUN_DIR. With a read-only root file system mount something at /tmp:" \
    "docker run --tmpfs /tmp:exec, or in Kubernetes an emptyDir. SLUICE_RUN_DIR names another folder."

# --- Properties -----------------------------------------------------------------------------------------------------

properties=$SLUICE_RUN_DIR/worker.properties
{
  echo "plugin.path=$home/plugins,/plugins"
  if [ -e "$file" ]; then
    cat "$file"
    echo
  fi
  "$home/docker/worker-properties.sh"
} > "$properties.new"
mv "$properties.new" "$properties"

missing=()
for name in BOOTSTRAP_SERVERS GROUP_ID CONFIG_STORAGE_TOPIC OFFSET_STORAGE_TOPIC STATUS_STORAGE_TOPIC KEY_CONVERTER \
  VALUE_CONVERTER; do
  key=${name,,}
  grep -qE "^[[:space:]]*${key//_/[.]}[[:space:]]*[=:[:space:]]" "$properties" || missing+=("CONNECT_$name")
done
[ ${#missing[@]} = 0 ] ||
  fail "The worker cannot start without ${missing[*]}. Set them (or CONNECT_..._FILE), or mount a $file that has them."

# --- Logging --------------------------------------------------------------------------------------------------------

is_level() {
  case ${1^^} in
    OFF | ERROR | WARN | INFO | DEBUG | TRACE | ALL) return 0 ;;
    *) return 1 ;;
  esac
}

level=${CONNECT_LOG4J_ROOT_LOGLEVEL:-INFO}
is_level "$level" ||
  fail "CONNECT_LOG4J_ROOT_LOGLEVEL is '$level'; use OFF, ERROR, WARN, INFO, DEBUG, TRACE or ALL."
{
  echo '<included>'
  IFS=, read -r -a loggers <<< "${CONNECT_LOG4J_LOGGERS:-}"
  for logger in "${loggers[@]}"; do
    [[ $logger =~ ^[[:space:]]*([A-Za-z0-9_.\$-]+)[[:space:]]*=[[:space:]]*([A-Za-z]+)[[:space:]]*$ ]] &&
      is_level "${BASH_REMATCH[2]}" ||
      fail "CONNECT_LOG4J_LOGGERS has '$logger'; it takes name=LEVEL, several of them separated by commas."
    echo "<logger name=\"${BASH_REMATCH[1]}\" level=\"${BASH_REMATCH[2]^^}\"/>"
  done
  echo '</included>'
} > "$SLUICE_RUN_DIR/loggers.xml"

# --- Java -----------------------------------------------------------------------------------------------------------

# In a container whose memory is limited the heap follows the limit.
has_memory_limit() {
  local limit
  limit=$(cat /sys/fs/cgroup/memory.max 2> /dev/null || cat /sys/fs/cgroup/memory/memory.limit_in_bytes 2> /dev/null) ||
    return 1
  [ "$limit" != max ] && [ "${#limit}" -lt 16 ]
}
if [ -z "${KAFKA_HEAP_OPTS:-}" ] && has_memory_limit; then
  export KAFKA_HEAP_OPTS="-XX:InitialRAMPercentage=12.5 -XX:MaxRAMPercentage=65"
fi
if [ -n "${KAFKA_JMX_PORT:-}" ]; then
  export JMX_PORT=${JMX_PORT:-$KAFKA_JMX_PORT}
fi

umask 022
exec "$home/bin/connect-distributed.sh" "$properties"
