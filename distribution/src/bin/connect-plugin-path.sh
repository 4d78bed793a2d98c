#!/usr/bin/env bash
# Lists plugins of a plugin.path, or writes the service files that plugin.discovery=service_load needs:
# connect-plugin-path.sh {list|sync-manifests} --plugin-path <path> ...; --help tells more
set -u

bin_dir=$(cd "$(dirname "$0")" && pwd)

# Tells how workers log; what this prints is for its reader, or for a pipe.
unset SLUICE_LOG_CONFIG
export KAFKA_HEAP_OPTS=${KAFKA_HEAP_OPTS:--Xms256M -Xmx2G}

exec "$bin_dir/kafka-run-class.sh" org.apache.kafka.tools.ConnectPluginPath "$@"
