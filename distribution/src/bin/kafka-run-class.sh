#!/usr/bin/env bash
# Runs a Java class with the jars of this distribution: kafka-run-class.sh [-daemon] [-name <n>] [-loggc] <class> [args]
#
# Reads the environment variables that Kafka's scripts read: JAVA_HOME, CLASSPATH, KAFKA_HEAP_OPTS,
# KAFKA_JVM_PERFORMANCE_OPTS, KAFKA_GC_LOG_OPTS, KAFKA_JMX_OPTS, JMX_PORT, LOG_DIR, KAFKA_LOG4J_OPTS, KAFKA_OPTS,
# KAFKA_DEBUG (with JAVA_DEBUG_PORT, DEBUG_SUSPEND_FLAG, JAVA_DEBUG_OPTS) and INCLUDE_TEST_JARS. Three more:
#   SLUICE_CACHE_DIR  where to keep what makes the next start faster; default is cache/ beside bin/
#   SLUICE_LOG_CONFIG logback's configuration file, unless KAFKA_LOG4J_OPTS names one
#   SLUICE_CDS        auto (default): use an archive of loaded classes, and make one in the background if there is none;
#                     create: make it now and run nothing; off: do without
# shellcheck disable=SC2086 # option variables hold several words and are split at blanks, without quoting

base_dir=$(cd "$(dirname "$0")/.." && pwd)

usage() {
  echo "USAGE: $0 [-daemon] [-name servicename] [-loggc] classname [opts]"
  exit 1
}

# --- Arguments ------------------------------------------------------------------------------------------------------

daemon=false
name=
gc_log=false
while [ $# -gt 0 ]; do
  case $1 in
    -daemon) daemon=true ;;
    -name)
      [ $# -ge 2 ] || usage
      name=$2
      shift
      ;;
    -loggc) gc_log=true ;;
    *) break ;;
  esac
  shift
done
[ $# -gt 0 ] || [ "${SLUICE_CDS:-}" = create ] || usage

# --- Java and class path --------------------------------------------------------------------------------------------

java=java
[ -z "${JAVA_HOME:-}" ] || java=$JAVA_HOME/bin/java
if ! command -v "$java" > /dev/null; then
  echo "No Java found at '$java'. Install a JDK or JRE 17 or newer and set JAVA_HOME to it." >&2
  exit 1
fi

is_wanted() {
  [ "${INCLUDE_TEST_JARS:-false}" = false ] || return 0
  case $1 in
    *-test.jar | *-test-sources.jar | *-src.jar | *-scaladoc.jar | *-javadoc.jar | *.jar.asc) return 1 ;;
    */connect-file*.jar) return 1 ;; # has to be named in plugin.path
    *) return 0 ;;
  esac
}

# The mirror connectors last: their jar has a main class of the same name as ours.
class_path=${CLASSPATH:-}
for jar in "$base_dir"/libs/*.jar "$base_dir"/libs/mirror/*.jar; do
  if [ -e "$jar" ] && is_wanted "$jar"; then
    class_path=${class_path:+$class_path:}$jar
  fi
done

# --- Options --------------------------------------------------------------------------------------------------------

log_dir=${LOG_DIR:-$base_dir/logs}
heap=${KAFKA_HEAP_OPTS:--Xmx256M}

processors() {
  local count quota period
  count=$(nproc 2> /dev/null || getconf _NPROCESSORS_ONLN 2> /dev/null || echo 1000)
  # A container may use less than it sees.
  if read -r quota period 2> /dev/null < /sys/fs/cgroup/cpu.max && [ "$quota" != max ]; then
    quota=$(((quota + period - 1) / period))
    [ "$quota" -ge "$count" ] || count=$quota
  fi
  echo "$count"
}

max_heap_mib() {
  local limit
  if [[ "$heap ${KAFKA_OPTS:-}" =~ .*-Xmx([0-9]+)([kKmMgG]?)([[:space:]]|$) ]]; then
    case ${BASH_REMATCH[2]} in
      k | K) echo $((BASH_REMATCH[1] / 1024)) ;;
      m | M) echo "${BASH_REMATCH[1]}" ;;
      g | G) echo $((BASH_REMATCH[1] * 1024)) ;;
      *) echo $((BASH_REMATCH[1] / 1024 / 1024)) ;;
    esac
  elif [[ "$heap ${KAFKA_OPTS:-}" =~ .*-XX:MaxRAMPercentage=([0-9]+) ]]; then
    read -r limit 2> /dev/null < /sys/fs/cgroup/memory.max && [ "$limit" != max ] || return 1
    echo $((limit / 1024 / 1024 * BASH_REMATCH[1] / 100))
  else
    return 1
  fi
}

is_small() {
  case "$heap ${KAFKA_OPTS:-} ${KAFKA_GC_LOG_OPTS:-} ${JAVA_TOOL_OPTIONS:-} ${JDK_JAVA_OPTIONS:-} ${_JAVA_OPTIONS:-}" in
    *GC*) return 1 ;; # the JVM refuses to start with two collectors
  esac
  local mib
  mib=$(max_heap_mib) && [ "$mib" -le 2048 ] && [ "$(processors)" -le 2 ]
}

# On up to two processors and with up to 2 GiB of heap the serial collector takes half the memory and four fifths of the
# processor time. More work or more memory than that would make its pauses long.
performance=${KAFKA_JVM_PERFORMANCE_OPTS:-}
if [ -z "$performance" ]; then
  performance="-server -Djava.awt.headless=true"
  if is_small; then
    performance="$performance -XX:+UseSerialGC"
  else
    performance="$performance -XX:+UseG1GC -XX:MaxGCPauseMillis=20 -XX:InitiatingHeapOccupancyPercent=35 -XX:G1PeriodicGCInterval=60000 -XX:+ExplicitGCInvokesConcurrent"
  fi
fi

gc=${KAFKA_GC_LOG_OPTS:-}
gc_file=()
if [ -z "$gc" ] && $gc_log; then
  gc_file=("-Xlog:gc*:file=$log_dir/${name:-kafka}-gc.log:time,tags:filecount=10,filesize=100M")
fi

# Tools on the same machine attach without any option; the agent costs a good part of the start.
jmx=${KAFKA_JMX_OPTS:-}
if [ -n "${JMX_PORT:-}" ]; then
  jmx=${jmx:--Dcom.sun.management.jmxremote=true -Dcom.sun.management.jmxremote.authenticate=false -Dcom.sun.management.jmxremote.ssl=false}
  jmx="$jmx -Dcom.sun.management.jmxremote.port=$JMX_PORT"
  case $jmx in
    *jmxremote.rmi.port=*) ;;
    *) jmx="$jmx -Dcom.sun.management.jmxremote.rmi.port=$JMX_PORT" ;;
  esac
fi

# Options that are meant for another logging backend are passed on and have no effect.
logging=${KAFKA_LOG4J_OPTS:-}
log_config=()
case $logging in
  *logback.configurationFile=*) ;;
  *) log_config=(-Dlogback.configurationFile="${SLUICE_LOG_CONFIG:-$base_dir/config/tools-logback.xml}") ;;
esac
[ -z "$logging${SLUICE_LOG_CONFIG:-}" ] || mkdir -p "$log_dir"

options=${KAFKA_OPTS:-}
if [ -n "${KAFKA_DEBUG:-}" ]; then
  debug=${JAVA_DEBUG_OPTS:--agentlib:jdwp=transport=dt_socket,server=y,suspend=${DEBUG_SUSPEND_FLAG:-n},address=${JAVA_DEBUG_PORT:-5005}}
  echo "Enabling Java debug options: $debug"
  options="$debug $options"
fi

# Many small native arenas cost memory and gain a worker nothing.
export MALLOC_ARENA_MAX=${MALLOC_ARENA_MAX:-2}

# --- Archive of loaded classes --------------------------------------------------------------------------------------
# The JVM refuses an archive that was made by another build of it or for other jars, so there is one for each. One that was
# put beside bin/ comes first, as in the image.

class_list=$base_dir/libs/classes.lst
packed_archive=$base_dir/classes.jsa
cache_dir=${SLUICE_CACHE_DIR:-$base_dir/cache}
archive=

# The names, sizes and times of the jars, which is what the JVM compares. GNU's stat, or that of BSD and macOS.
stamps() {
  local form=(-c '%n %s %Y')
  stat "${form[@]}" / > /dev/null 2>&1 || form=(-f '%N %z %m')
  stat -L "${form[@]}" "$base_dir"/libs/*.jar "$base_dir"/libs/mirror/*.jar
}

may_share() {
  [ "${SLUICE_CDS:-auto}" != off ] || return 1
  case " $performance $options " in
    *" -XX:SharedArchiveFile"* | *" -XX:ArchiveClassesAtExit"* | *" -Xshare:"*) return 1 ;;
    # Agents and recordings change classes while they are loaded; a JDK 17 has crashed over classes of an archive.
    *" -javaagent:"* | *" -agentpath:"* | *" -XX:StartFlightRecording"* | *" -XX:+FlightRecorder"*) return 1 ;;
  esac
}

find_archive() {
  [ -r "$class_list" ] || return 1
  local executable java_home
  executable=$(readlink -f "$(command -v "$java")") || return 1
  java_home=${executable%/bin/java}
  mkdir -p "$cache_dir" 2> /dev/null || return 1
  archive=$cache_dir/classes-$({
    cat "$java_home/release"
    echo "$java_home $class_path"
    stamps
  } 2> /dev/null | cksum | tr -s ' ' -).jsa
}

# Written to another name first: a worker that starts meanwhile must not see half an archive. The arguments are a command
# to run the JVM with, if any.
create_archive() {
  local new=$archive.$$
  if "$@" "$java" -Xmx512m -XX:+UseG1GC -Xshare:dump -XX:SharedClassListFile="$class_list" -XX:SharedArchiveFile="$new" \
    -Xlog:disable -Xlog:all=off -cp "$class_path" > /dev/null 2>&1; then
    mv -f "$new" "$archive"
  else
    rm -f "$new"
    : > "$archive" # empty: this JVM and class path cannot have one, do not try at each start
    return 1
  fi
}

# One process makes the archive; a lock that was left behind by one that was killed counts for ten minutes.
take_lock() {
  find "$archive.lock" -mmin +10 -exec rmdir {} \; 2> /dev/null
  mkdir "$archive.lock" 2> /dev/null
}

sharing=()
if [ "${SLUICE_CDS:-auto}" != create ] && may_share && [ -r "$packed_archive" ]; then
  sharing=(-XX:SharedArchiveFile="$packed_archive" -Xlog:cds=off -Xlog:cds+dynamic=off)
elif may_share && find_archive; then
  if [ "${SLUICE_CDS:-auto}" = create ]; then
    rm -f "$cache_dir"/classes-*.jsa
    create_archive env
    exit
  elif [ -s "$archive" ]; then
    sharing=(-XX:SharedArchiveFile="$archive" -Xlog:cds=off -Xlog:cds+dynamic=off)
  elif [ ! -e "$archive" ] && take_lock; then
    # After this start, which must not wait for it, and at low priority.
    (
      trap 'rmdir "$archive.lock"' EXIT
      sleep 20
      create_archive nice -n 19
    ) < /dev/null > /dev/null 2>&1 &
    disown
  fi
elif [ "${SLUICE_CDS:-auto}" = create ]; then
  echo "No archive of classes can be made: $class_list or $cache_dir is missing." >&2
  exit 1
fi

# --- Run ------------------------------------------------------------------------------------------------------------

set -f # the words of the options are words, not file names
set -- "$java" $heap $performance $gc "${gc_file[@]}" $jmx -Dkafka.logs.dir="$log_dir" -Dsluice.cache.dir="$cache_dir" \
  "${sharing[@]}" "${log_config[@]}" $logging -cp "$class_path" $options "$@"

if $daemon; then
  mkdir -p "$log_dir"
  nohup "$@" > "$log_dir/${name:-kafka}.out" 2>&1 < /dev/null &
else
  exec "$@"
fi
