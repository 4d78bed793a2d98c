#!/usr/bin/env bash
# Shows the worker at work: starts a Kafka broker and a worker, and moves the lines of a file through a topic into another
# file with Apache's file connectors. Ctrl-C stops all of it; run it again and it goes on where it was.
#
#   --once   stop as soon as the first line has arrived
#
# Needs bash, coreutils and a JDK 17 or newer. Everything it keeps is in .quickstart/; delete that to start afresh.
# QUICKSTART_REST_PORT, QUICKSTART_BROKER_PORT and QUICKSTART_HOME put it elsewhere.
set -euo pipefail

cd "$(dirname "$0")"
root=$PWD
home=${QUICKSTART_HOME:-$root/.quickstart}
rest_port=${QUICKSTART_REST_PORT:-8083}
broker_port=${QUICKSTART_BROKER_PORT:-9092}
libs=$root/src/quickstart/target/broker-libs
demo_text=$root/LICENSE
demo_lines=5

once=false
case ${1:-} in
  '') ;;
  --once) once=true ;;
  *)
    echo "USAGE: $0 [--once]"
    exit 1
    ;;
esac

# shellcheck source=src/quickstart/broker.sh
source "$root/src/quickstart/broker.sh"

say() {
  printf '%s\n' "$*"
}

fail() {
  printf '\n%s\n' "$*" >&2
  exit 1
}

# --- What it takes --------------------------------------------------------------------------------------------------

java=$(java_command)
command -v "$java" > /dev/null || fail "There is no Java at '$java'. Install a JDK 17 or newer, and set JAVA_HOME to it."
java_version=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/.*java.specification.version = //p')
[ "${java_version%%.*}" -ge 17 ] 2> /dev/null ||
  fail "'$java' is version ${java_version:-unknown}, a JDK 17 or newer is needed. Set JAVA_HOME to one."
for port in $rest_port "$broker_port" $((broker_port + 1)); do
  if is_port_taken "$port"; then
    fail "Port $port is taken by another program; the worker needs $rest_port, the broker $broker_port and $((broker_port + 1))." \
      "Stop that program, for instance another quickstart, or use other ports: QUICKSTART_REST_PORT, QUICKSTART_BROKER_PORT."
  fi
done

# --- Build what is missing ------------------------------------------------------------------------------------------

find_distribution() {
  distribution=
  local found
  for found in "$root"/distribution/target/sluice-*/bin/connect-distributed.sh; do
    [ -x "$found" ] && distribution=${found%/bin/connect-distributed.sh}
  done
  archive=$distribution.tar.gz
}

is_built() {
  find_distribution
  [ -n "$distribution" ] && [ -e "$archive" ] && [ -d "$libs" ] &&
    [ -z "$(find "$root"/pom.xml "$root"/connect-*/pom.xml "$root"/connect-*/src/main "$root"/config "$root"/distribution/pom.xml \
      "$root"/distribution/src "$root"/src/quickstart/pom.xml -type f -newer "$archive" 2> /dev/null | head -1)" ]
}

if ! is_built; then
  "$java" --list-modules | grep -q '^jdk.compiler@' ||
    fail "'$java' belongs to a JRE, which cannot build the worker. Set JAVA_HOME to a JDK 17 or newer."
  say "Building the worker and fetching a Kafka broker. The first time this takes some minutes."
  ./mvnw -B -q -DskipTests -pl distribution -am package < /dev/null
  find_distribution
  [ -n "$distribution" ] || fail "The build has left no distribution in distribution/target."
fi

# --- Start, and stop in the right order -----------------------------------------------------------------------------

broker=
worker=
stop_process() {
  if [ -n "$1" ] && kill -0 "$1" 2> /dev/null; then
    say "Stopping the $2 ..."
    kill "$1" 2> /dev/null || true
    wait "$1" 2> /dev/null || true
  fi
}
stop() {
  trap '' INT TERM
  stop_process "$worker" worker
  stop_process "$broker" broker
}
trap stop EXIT
trap 'echo; exit 130' INT
trap 'exit 143' TERM

mkdir -p "$home"
started=$(date +%s%N)
say "Starting a Kafka broker on port $broker_port (log: .quickstart/broker.log) ..."
prepare_broker "$home" "$broker_port" "$libs" ||
  fail "The broker's storage could not be formatted: $(tail -5 "$home/broker-format.log")"
# Job control gives each process a group of its own: Ctrl-C reaches this script only, which then stops them in order.
set -m
(run_broker "$home" "$libs") &
broker=$!

cat > "$home/worker.properties" << EOF
bootstrap.servers=localhost:$broker_port
group.id=quickstart
config.storage.topic=quickstart-configs
config.storage.replication.factor=1
offset.storage.topic=quickstart-offsets
offset.storage.replication.factor=1
offset.storage.partitions=1
status.storage.topic=quickstart-status
status.storage.replication.factor=1
status.storage.partitions=1
key.converter=org.apache.kafka.connect.storage.StringConverter
value.converter=org.apache.kafka.connect.storage.StringConverter
listeners=http://localhost:$rest_port
plugin.path=$distribution/plugins
offset.flush.interval.ms=1000
EOF
await 60 $broker is_port_taken "$broker_port" || fail "The broker does not start: $(tail -5 "$home/broker.log")"

say "Starting a worker on port $rest_port (log: .quickstart/worker.log) ..."
LOG_DIR=$home KAFKA_HEAP_OPTS=${KAFKA_HEAP_OPTS:--Xms64m -Xmx512m} \
  "$distribution/bin/connect-distributed.sh" "$home/worker.properties" > "$home/worker.log" 2>&1 < /dev/null &
worker=$!
set +m
await 90 $worker is_answered GET $rest_port /connectors || fail "The worker does not start: $(tail -5 "$home/worker.log")"

# --- The demo -------------------------------------------------------------------------------------------------------

in=$home/in.txt
out=$home/out.txt
touch "$in" "$out"
lines_before=$(wc -l < "$out")

put_connector() {
  is_answered PUT $rest_port "/connectors/$1/config" "$2" ||
    fail "The connector $1 could not be created: $(http PUT $rest_port "/connectors/$1/config" "$2" | tail -1)"
}

say "Creating two connectors: quickstart-source reads .quickstart/in.txt into the topic quickstart-lines,"
say "quickstart-sink writes that topic to .quickstart/out.txt."
put_connector quickstart-source \
  '{"connector.class":"FileStreamSource","tasks.max":"1","topic":"quickstart-lines","file":"'"$in"'"}'
put_connector quickstart-sink \
  '{"connector.class":"FileStreamSink","tasks.max":"1","topics":"quickstart-lines","file":"'"$out"'"}'

# The next lines of the text that were not in the file yet, from the top again after its end.
append_demo_lines() {
  local written from
  written=$(wc -l < "$in")
  from=$((written % $(grep -c . "$demo_text") + 1))
  grep . "$demo_text" | sed -n "$from,$((from + $1 - 1))p" >> "$in"
}
has_new_line() {
  [ "$(wc -l < "$out")" -gt "$lines_before" ]
}

append_demo_lines $demo_lines
await 90 $worker has_new_line || fail "No line has arrived. See .quickstart/worker.log."
took_ms=$((($(date +%s%N) - started) / 1000000))
say ""
say "The first line arrived after $((took_ms / 1000)).$(printf %03d $((took_ms % 1000))) s, from nothing running:"
sed -n "$((lines_before + 1))p" "$out"
$once && exit 0

cat << EOF

The lines of LICENSE are now written to .quickstart/in.txt, and what arrives in .quickstart/out.txt is shown below.
In another terminal, try

  curl localhost:$rest_port/
  curl localhost:$rest_port/connectors
  curl localhost:$rest_port/connectors/quickstart-source/status
  curl -X PUT localhost:$rest_port/connectors/quickstart-sink/pause      # lines wait; resume brings them
  echo "hello" >> .quickstart/in.txt

Ctrl-C stops worker and broker. Run it again and it goes on where it was.

EOF

shown=$((lines_before + 1))
rounds=3
while kill -0 $worker 2> /dev/null && kill -0 $broker 2> /dev/null; do
  if [ $rounds -gt 0 ]; then
    append_demo_lines 2
    rounds=$((rounds - 1))
  fi
  sleep 1
  arrived=$(wc -l < "$out")
  if [ "$arrived" -gt $shown ]; then
    sed -n "$((shown + 1)),${arrived}p" "$out" | sed 's/^/  out.txt: /'
    shown=$arrived
  fi
done
fail "The worker or the broker has ended by itself: $(tail -5 "$home/worker.log")"
