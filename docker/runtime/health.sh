#!/usr/bin/env bash
# Whether the worker of this container is healthy: asks GET /health. A listener with TLS is only asked for a connection.
set -u

properties=${SLUICE_RUN_DIR:-/tmp/sluice}/worker.properties
listeners=$(sed -n 's/^[[:space:]]*listeners[[:space:]]*[=:][[:space:]]*//p' "$properties" 2> /dev/null | tail -1)
listener=$(tr ',' '\n' <<< "${listeners:-http://:8083}" | tr -d '\\ ' | grep -i '^http:' | head -1)
listener=${listener:-${listeners%%,*}}

port=${listener##*:}
host=${listener#*://}
host=${host%:*}
host=${host#[}
host=${host%]}
case $host in
  '' | 0.0.0.0 | ::) host=127.0.0.1 ;;
esac

exec 3<> "/dev/tcp/$host/$port" || exit 1
case ${listener,,} in
  https:*) exit 0 ;;
esac
printf 'GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&3
IFS= read -r status <&3 || exit 1
echo "${status%$'\r'}"
case $status in
  # 401 and 403: a REST extension asks for a password, which the worker is well enough to do.
  'HTTP/1.1 200'* | 'HTTP/1.1 401'* | 'HTTP/1.1 403'*) exit 0 ;;
  *) exit 1 ;;
esac
