#!/usr/bin/env bash
# Mirrors Kafka clusters: connect-mirror-maker.sh [-daemon] mm2.properties [--clusters <alias> ...]
set -u

if [ $# -lt 1 ]; then
  echo "USAGE: $0 [-daemon] mm2.properties"
  exit 1
fi

bin_dir=$(cd "$(dirname "$0")" && pwd)

# Holds unless KAFKA_LOG4J_OPTS names another one.
export SLUICE_LOG_CONFIG=${SLUICE_LOG_CONFIG:-$bin_dir/../config/connect-logback.xml}
export KAFKA_HEAP_OPTS=${KAFKA_HEAP_OPTS:--Xms256M -Xmx2G}

# An empty value stays empty: then the process has no name.
extra_args=${EXTRA_ARGS--name mirrorMaker}
if [ "$1" = -daemon ]; then
  extra_args="-daemon $extra_args"
  shift
fi

# shellcheck disable=SC2086 # users put several words into EXTRA_ARGS
exec "$bin_dir/kafka-run-class.sh" $extra_args org.apache.kafka.connect.mirror.MirrorMaker "$@"
