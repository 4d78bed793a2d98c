#!/usr/bin/env bash
# Prints the worker's properties that the environment holds; the rules are those of well-known images of Kafka Connect:
#
#   CONNECT_BOOTSTRAP_SERVERS      bootstrap.servers    without the prefix, in lower case, _ becomes .
#   CONNECT_A__B, CONNECT_A___B    a_b, a-b             two and three underscores
#   CONNECT_X_FILE=/run/secrets/x  x=<content of the file>
#   CONNECT_REST_PORT=8083         listeners=http://:8083, unless CONNECT_LISTENERS is set
#
# CONNECT_LOG4J_* is about logging. What Kubernetes sets for a service named "connect" is left alone.
set -euo pipefail
export LC_ALL=C.UTF-8

fail() {
  echo "$*" >&2
  exit 2
}

# Values are written so that java.util.Properties reads them back as they are.
escaped() {
  local value=${1//\\/\\\\} result='' character code i
  value=${value//$'\n'/\\n}
  value=${value//$'\r'/\\r}
  value=${value//$'\t'/\\t}
  value=${value//$'\f'/\\f}
  case $value in
    ' '*) value="\\$value" ;;
  esac
  case $value in
    *[!\ -~]*) ;;
    *)
      printf '%s' "$value"
      return
      ;;
  esac
  for ((i = 0; i < ${#value}; i++)); do
    character=${value:i:1}
    printf -v code '%d' "'$character"
    if ((code > 0xFFFF)); then
      printf -v character '\\u%04x\\u%04x' $((0xD800 + ((code - 0x10000) >> 10))) $((0xDC00 + ((code - 0x10000) & 0x3FF)))
    elif ((code > 0x7E)); then
      printf -v character '\\u%04x' "$code"
    fi
    result+=$character
  done
  printf '%s' "$result"
}

key_of() {
  local key=${1#CONNECT_} underscore=$'\x01'
  key=${key,,}
  key=${key//___/-}
  key=${key//__/$underscore}
  key=${key//_/.}
  printf '%s' "${key//$underscore/_}"
}

is_property() {
  case $1 in
    CONNECT_LOG4J_* | CONNECT_REST_PORT) return 1 ;;
    CONNECT_SERVICE_HOST | CONNECT_SERVICE_PORT | CONNECT_SERVICE_PORT_* | CONNECT_PORT | CONNECT_PORT_*) return 1 ;;
    *) return 0 ;;
  esac
}

# Keys of Kafka's that end in .file themselves are passed on as they are.
is_secret_file() {
  case $1 in
    *_ASSERTION_FILE | *_PRIVATE_KEY_FILE | *_TEMPLATE_FILE) return 1 ;;
    *_FILE) return 0 ;;
    *) return 1 ;;
  esac
}

for name in "${!CONNECT_@}"; do
  is_property "$name" || continue
  value=${!name}
  if is_secret_file "$name"; then
    target=${name%_FILE}
    [ -z "${!target+set}" ] || fail "Both $target and $name are set; set one of them."
    [ -r "$value" ] || fail "$name names the file '$value', which cannot be read by user $(id -u). Mount it, or let that user read it."
    value=$(< "$value")
    name=$target
  fi
  printf '%s=%s\n' "$(key_of "$name")" "$(escaped "$value")"
done
if [ -n "${CONNECT_REST_PORT:-}" ] && [ -z "${CONNECT_LISTENERS:-}" ]; then
  echo "listeners=http://:$CONNECT_REST_PORT"
fi
