#!/usr/bin/env bash
# Lets workers of the built distribution do their job once, of a group, standalone and mirroring, notes which classes that
# takes, and makes an archive of them that starts later workers faster: train.sh <distribution> <broker libs> <scratch folder>
#
# Without a broker or a free port there is no archive, and the distribution works all the same.
set -euo pipefail

distribution=$1
libs=$2
home=$3

# shellcheck source=../../../src/quickstart/broker.sh
source "$(dirname "$0")/../../../src/quickstart/broker.sh"

give_up() {
  echo "No archive of classes was made, workers will start more slowly: $1. See the logs in $home."
  exit 0
}

broker=
workers=()
stop() {
  local process
  for process in "${workers[@]}" $broker; do
    kill "$process" 2> /dev/null || true
  done
  wait
}
trap stop EXIT

rm -rf "$home" "$distribution/libs/classes.lst"
mkdir -p "$home"
broker_port=$(free_port) || give_up "there is no free port"

prepare_broker "$home" "$broker_port" "$libs" || give_up "the broker's storage could not be formatted"
(run_broker "$home" "$libs") &
broker=$!
await 60 $broker is_port_taken "$broker_port" || give_up "the broker did not start"

# Starts one of bin/, which notes its classes and logs under a name: run <name> <script> <file> ...
run() {
  local name=$1 script=$2
  shift 2
  SLUICE_CDS=off SLUICE_CACHE_DIR=$home/cache LOG_DIR=$home KAFKA_HEAP_OPTS="-Xms64m -Xmx512m" \
    KAFKA_OPTS="-XX:DumpLoadedClassList=$home/$name.lst" \
    "$distribution/bin/$script" "$@" > "$home/$name.log" 2>&1 < /dev/null &
  workers+=($!)
}

# A worker's file from the distribution's: settings <name> <file of config/> <port>
settings() {
  sed -e "s/^bootstrap.servers=.*/bootstrap.servers=127.0.0.1:$broker_port/" \
    -e "s|^#listeners=.*|listeners=http://127.0.0.1:$3|" \
    -e "s|^#plugin.path=.*|plugin.path=$distribution/plugins|" \
    -e "s|^offset.storage.file.filename=.*|offset.storage.file.filename=$home/$1.offsets|" \
    "$distribution/config/$2" > "$home/$1.properties"
}

connector() {
  printf '{"connector.class":"FileStream%s","tasks.max":"1","file":"%s","%s":"%s"}' "$@"
}

lines_arrive() {
  test -s "$home/out.txt" && test -s "$home/standalone-out.txt" && grep -q replicating "$home/mirror.log"
}

group_port=$(free_port) || give_up "there is no free port"
settings group connect-distributed.properties "$group_port"
run group connect-distributed.sh "$home/group.properties"
await 120 "${workers[0]}" is_answered GET "$group_port" /connectors || give_up "the worker did not start"
echo "one line" | tee "$home/in.txt" > "$home/standalone-in.txt"
is_answered PUT "$group_port" /connectors/training-source/config "$(connector Source "$home/in.txt" topic training)" ||
  give_up "no source could be created"
is_answered PUT "$group_port" /connectors/training-sink/config "$(connector Sink "$home/out.txt" topics training)" ||
  give_up "no sink could be created"

alone_port=$(free_port) || give_up "there is no free port"
settings standalone connect-standalone.properties "$alone_port"
printf '{"name":"%s","config":%s}' in "$(connector Source "$home/standalone-in.txt" topic alone)" > "$home/in.json"
printf '{"name":"%s","config":%s}' out "$(connector Sink "$home/standalone-out.txt" topics alone)" > "$home/out.json"
run standalone connect-standalone.sh "$home/standalone.properties" "$home/in.json" "$home/out.json"

# A cluster can be mirrored to itself, under other names of topics.
sed -e "s/^\([AB]\).bootstrap.servers=.*/\1.bootstrap.servers=127.0.0.1:$broker_port/" \
  -e 's/^A->B.topics=.*/A->B.topics=training/' -e 's/^B->A.enabled=.*/B->A.enabled=false/' \
  "$distribution/config/connect-mirror-maker.properties" > "$home/mirror.properties"
echo "B->A.emit.heartbeats.enabled=false" >> "$home/mirror.properties"
run mirror connect-mirror-maker.sh "$home/mirror.properties"

await 90 $broker lines_arrive || give_up "not all lines arrived"
is_answered GET "$group_port" /connectors/training-sink/status || true
is_answered GET "$group_port" /metrics || true
kill "${workers[@]}"
wait "${workers[@]}" || true
workers=()

# What each took, in the order in which it was first loaded.
awk '!seen[$0]++' "$home/group.lst" "$home/standalone.lst" "$home/mirror.lst" > "$distribution/libs/classes.lst"
SLUICE_CDS=create "$distribution/bin/kafka-run-class.sh" || give_up "this JVM makes none"
