#!/usr/bin/env bash
# Waits until the service's worker is healthy: await-healthy.sh <worker.properties>. Ends with 1 if it ends first. How long
# this may take is for systemd to say (TimeoutStartSec).
set -u

until "$(dirname "$0")/../../bin/worker-health.sh" "$1" > /dev/null; do
  if [ -n "${MAINPID:-}" ] && ! kill -0 "$MAINPID" 2> /dev/null; then
    echo "The worker has ended before it was healthy." >&2
    exit 1
  fi
  sleep 0.5
done
