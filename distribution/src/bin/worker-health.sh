#!/usr/bin/env bash
# Whether the worker with these properties is healthy: worker-health.sh <worker.properties>
#
# Asks GET /health on its first listener without TLS, prints the answer's first line and ends with 0 or 1. Where all
# listeners use TLS it only connects to the first. For health checks of containers and services; needs bash only.
set -u

if [ $# -ne 1 ]; then
  echo "USAGE: $0 worker.properties"
  exit 1
fi

listeners=$(sed -n 's/^[[:space:]]*listeners[[:space:]]*[=:][[:space:]]*//p' "$1" | tail -1)
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

{ exec 3<> "/dev/tcp/$host/$port"; } 2> /dev/null || {
  echo "Nothing listens on port $port of $host."
  exit 1
}
case $listener in
  [Hh][Tt][Tt][Pp][Ss]:*)
    echo "Port $port of $host accepts connections."
    exit 0
    ;;
esac
printf 'GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&3
# The worker itself gives up after 10 s and answers that it is not.
IFS= read -r -t 15 status <&3 || {
  echo "Port $port of $host does not answer."
  exit 1
}
echo "${status%$'\r'}"
case $status in
  # 401 and 403: a REST extension asks for a password, which the worker is well enough to do.
  'HTTP/1.1 200'* | 'HTTP/1.1 401'* | 'HTTP/1.1 403'*) exit 0 ;;
  *) exit 1 ;;
esac
