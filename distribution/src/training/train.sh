#!/usr/bin/env bash
# Lets a worker of the built distribution do its job once, notes which classes that takes, and makes an archive of them
# that starts later workers faster: train.sh <distribution> <broker libs> <scratch folder>
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
worker=
stop() {
  [ -z "$worker" ] || kill "$worker" 2> /dev/null || true
  [ -z "$broker" ] || kill "$broker" 2> /dev/null || true
  wait
}
trap stop EXIT

rm -rf "$home" "$distribution/libs/classes.lst"
mkdir -p "$home"
broker_port=$(free_port) || give_up "there is no free port"
rest_port=$(free_port) || give_up "there is no free port"

prepare_broker "$home" "$broker_port" "$libs" || give_up "the broker's storage could not be formatted"
(run_broker "$home" "$libs") &
broker=$!
await 60 $broker is_port_taken "$broker_port" || give_up "the broker did not start"

sed -e "s/^bootstrap.servers=.*/bootstrap.servers=127.0.0.1:$broker_port/" \
  -e "s|^#listeners=.*|listeners=http://127.0.0.1:$rest_port|" \
  -e "s|^#plugin.path=.*|plugin.path=$distribution/plugins|" \
  "$distribution/config/connect-distributed.properties" > "$home/worker.properties"
SLUICE_CDS=off SLUICE_CACHE_DIR=$home/cache LOG_DIR=$home KAFKA_OPTS="-XX:DumpLoadedClassList=$home/classes.lst" \
  "$distribution/bin/connect-distributed.sh" "$home/worker.properties" > "$home/worker.log" 2>&1 < /dev/null &
worker=$!
await 120 $worker is_answered GET "$rest_port" /connectors || give_up "the worker did not start"

echo "one line" > "$home/in.txt"
source_config='{"connector.class":"FileStreamSource","tasks.max":"1","topic":"training","file":"'$home/in.txt'"}'
sink_config='{"connector.class":"FileStreamSink","tasks.max":"1","topics":"training","file":"'$home/out.txt'"}'
is_answered PUT "$rest_port" /connectors/training-source/config "$source_config" || give_up "no source could be created"
is_answered PUT "$rest_port" /connectors/training-sink/config "$sink_config" || give_up "no sink could be created"
await 60 $worker test -s "$home/out.txt" || give_up "no line arrived"
is_answered GET "$rest_port" /connectors/training-sink/status || true
is_answered GET "$rest_port" /metrics || true
kill $worker
wait $worker || true
worker=

mv "$home/classes.lst" "$distribution/libs/classes.lst"
SLUICE_CDS=create "$distribution/bin/kafka-run-class.sh" || give_up "this JVM makes none"
