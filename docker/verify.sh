#!/usr/bin/env bash
# Builds the image and proves it: a container with a read-only root file system runs against a real broker, moves data,
# reports its health, and stops in time. Needs a built project (./mvnw -DskipTests package) and a Docker engine; as root
# on Debian it installs and starts one if there is none. Where no registry can be reached, the images to build from are
# made of Debian packages.
#
#   --build-only   ends after the image is there
#
# DOCKER_HOST chooses an engine, SLUICE_IMAGE the image's name (sluice:verify), SLUICE_IMAGE_CACHE where base images made
# of packages are kept for the next run. Ends with code 77 if no engine can be had.
set -euo pipefail

cd "$(dirname "$0")/.."
root=$PWD
image=${SLUICE_IMAGE:-sluice:verify}
cache=${SLUICE_IMAGE_CACHE:-$HOME/.cache/sluice-image}
max_megabytes=200
graceful_seconds=20
libs=$root/src/quickstart/target/broker-libs
work=$(mktemp -d)
container=sluice-verify-$$

# shellcheck source=../src/quickstart/broker.sh
source "$root/src/quickstart/broker.sh"
# shellcheck source=engine.sh
source "$root/docker/engine.sh"

say() {
  printf '%s\n' "== $*"
}

fail() {
  printf '\nFAILED: %s\n' "$*" >&2
  docker logs "$container" 2> /dev/null | tail -20 >&2 || true
  exit 1
}

# This machine does not have what it takes, which is not the image's fault.
cannot() {
  echo "The image was not built and not verified here: $*"
  exit 77
}

broker=
finish() {
  docker rm -f "$container" > /dev/null 2>&1 || true
  [ -z "$broker" ] || kill "$broker" 2> /dev/null || true
  stop_engine
  wait
  rm -rf "$work" || true # what is left there says nothing about the image
}
trap finish EXIT

# --- Build ----------------------------------------------------------------------------------------------------------

archives=(distribution/target/sluice-*.tar.gz)
[ -e "${archives[0]}" ] && [ -d "$libs" ] || fail "There is no distribution. Run ./mvnw -DskipTests package first."
find_engine || cannot "there is no Docker engine; $no_engine"
find_base_images
say "Building from $base_image and $jdk_image"
DOCKER_BUILDKIT=0 docker build -q -f docker/Dockerfile -t "$image" \
  --build-arg BASE_IMAGE="$base_image" --build-arg JDK_IMAGE="$jdk_image" . > "$work/build.log" 2>&1 ||
  fail "$(tail -20 "$work/build.log")"
megabytes=$(($(docker image inspect -f '{{.Size}}' "$image") / 1000000))
say "The image has $megabytes MB of $max_megabytes that are allowed"
[ $megabytes -le $max_megabytes ] || fail "The image is too large."
[ "${1:-}" != --build-only ] || exit 0

# --- A broker and a container ---------------------------------------------------------------------------------------

broker_port=$(free_port)
rest_port=$(free_port)
prepare_broker "$work/broker" "$broker_port" "$libs"
(run_broker "$work/broker" "$libs") &
broker=$!
await 60 $broker is_port_taken "$broker_port" || fail "The broker does not start: $(tail -5 "$work/broker/broker.log")"

# As a user would have it: a plugin in a folder of its own, a secret in a file.
mkdir -p "$work/plugins" "$work/secrets"
tar -xzf "${archives[0]}" -C "$work/plugins" --strip-components=2 --wildcards '*/plugins/connect-file'
echo "verified" > "$work/secrets/group"
chmod -R a+rX "$work"

hardened=(--network host --read-only --tmpfs /tmp:exec --cap-drop ALL --security-opt no-new-privileges
  --memory 1g -v "$work/plugins:/plugins:ro" -v "$work/secrets:/run/secrets:ro")

say "Without settings the container says which it needs"
said=$(docker run --rm "${hardened[@]}" -e CONNECT_GROUP_ID=x "$image" 2>&1) && fail "It starts without any settings."
[[ $said == *CONNECT_BOOTSTRAP_SERVERS* ]] || fail "It said: $said"

say "Running it: read-only, no capabilities, no privileges, 1 GB"
docker run -d --name "$container" "${hardened[@]}" \
  -e CONNECT_BOOTSTRAP_SERVERS=127.0.0.1:"$broker_port" \
  -e CONNECT_GROUP_ID_FILE=/run/secrets/group \
  -e CONNECT_LISTENERS=http://127.0.0.1:"$rest_port" \
  -e CONNECT_CONFIG_STORAGE_TOPIC=verify-configs -e CONNECT_CONFIG_STORAGE_REPLICATION_FACTOR=1 \
  -e CONNECT_OFFSET_STORAGE_TOPIC=verify-offsets -e CONNECT_OFFSET_STORAGE_REPLICATION_FACTOR=1 \
  -e CONNECT_OFFSET_STORAGE_PARTITIONS=1 \
  -e CONNECT_STATUS_STORAGE_TOPIC=verify-statuses -e CONNECT_STATUS_STORAGE_REPLICATION_FACTOR=1 \
  -e CONNECT_STATUS_STORAGE_PARTITIONS=1 \
  -e CONNECT_KEY_CONVERTER=org.apache.kafka.connect.storage.StringConverter \
  -e CONNECT_VALUE_CONVERTER=org.apache.kafka.connect.storage.StringConverter \
  -e CONNECT_PLUGIN_PATH=/plugins \
  -e CONNECT_TASK_SHUTDOWN_GRACEFUL_TIMEOUT_MS=10000 \
  -e CONNECT_LOG4J_LOGGERS=dev.sluice.plugin=DEBUG \
  "$image" > /dev/null || fail "The container does not start."

say "Building another image on top of it, as docs/image.md does"
mkdir -p "$work/on-top/my-connector"
echo "a plugin" > "$work/on-top/my-connector/plugin.jar"
sed -n '/^```dockerfile$/,/^```$/p' docs/image.md | sed -e '/^```/d' -e "s|^FROM sluice$|FROM $image|" > "$work/on-top/Dockerfile"
DOCKER_BUILDKIT=0 docker build -q -t "$image-on-top" "$work/on-top" > "$work/build.log" 2>&1 || fail "$(tail -20 "$work/build.log")"
docker run --rm "$image-on-top" cat /plugins/my-connector/plugin.jar > "$work/cat.log" || fail "The plugin is not in it."
docker rmi "$image-on-top" > /dev/null

say "Listing plugins with the tool"
docker run --rm "${hardened[@]}" "$image" connect-plugin-path.sh list --plugin-path /plugins > "$work/list.log" 2> "$work/list.errors" ||
  fail "$(cat "$work/list.errors")"
head -1 "$work/list.log" | grep '^pluginName' > /dev/null || fail "The tool says: $(cat "$work/list.log")"

health() {
  docker inspect -f '{{.State.Health.Status}}' "$container"
}
is_healthy() {
  [ "$(health)" = healthy ]
}
await 60 $broker is_healthy || fail "The container is $(health)."
say "It is healthy, as user $(docker exec "$container" id -u)"

# --- What it may and may not ----------------------------------------------------------------------------------------

[ "$(docker exec "$container" id -u)" = 1000 ] || fail "It runs as another user than 1000."
docker exec "$container" bash -c ': > /opt/sluice/x' 2> /dev/null && fail "Its root file system can be written."
docker exec "$container" grep -qx 'group.id=verified' /tmp/sluice/worker.properties || fail "The secret's file was not read."
[ "$(docker exec "$container" stat -c %a /tmp/sluice/worker.properties)" = 600 ] || fail "Others can read its properties."
http GET "$rest_port" /connector-plugins | grep MirrorSourceConnector > /dev/null || fail "It has no mirror connectors."
docker exec "$container" jcmd 1 VM.command_line | grep 'MaxRAMPercentage' > /dev/null || fail "The heap does not follow the limit."
docker exec "$container" grep -q '/opt/sluice/classes.jsa' /proc/1/maps || fail "Its archive of classes is not used."
docker logs "$container" 2>&1 | grep DEBUG > /dev/null || fail "CONNECT_LOG4J_LOGGERS has no effect."

# --- Data -----------------------------------------------------------------------------------------------------------

say "Moving lines through a topic, compressed by native code"
docker exec "$container" bash -c 'printf "%s\n" one two three > /tmp/in.txt'
for codec in zstd snappy lz4; do
  source='{"connector.class":"FileStreamSource","tasks.max":"1","topic":"lines-'$codec'","file":"/tmp/in.txt","producer.override.compression.type":"'$codec'"}'
  sink='{"connector.class":"FileStreamSink","tasks.max":"1","topics":"lines-'$codec'","file":"/tmp/out-'$codec'.txt"}'
  is_answered PUT "$rest_port" /connectors/source-$codec/config "$source" || fail "No source can be created."
  is_answered PUT "$rest_port" /connectors/sink-$codec/config "$sink" || fail "No sink can be created."
done
has_lines() {
  [ "$(docker exec "$container" cat "/tmp/out-$1.txt" | tr '\n' ' ')" = 'one two three ' ]
}
for codec in zstd snappy lz4; do
  await 60 $broker has_lines $codec || fail "Lines do not arrive with $codec: $(http GET "$rest_port" /connectors/source-$codec/status | tail -1)"
done

# --- Its end --------------------------------------------------------------------------------------------------------

started=$SECONDS
docker stop -t $graceful_seconds "$container" > /dev/null
took=$((SECONDS - started))
code=$(docker inspect -f '{{.State.ExitCode}}' "$container")
say "SIGTERM ended it after $took s with code $code"
[ "$code" = 143 ] || fail "It was killed, or ended otherwise."
docker logs "$container" 2>&1 | grep 'Kafka Connect stopped' > /dev/null || fail "It did not stop its connectors first."

say "The image is as it should be: $megabytes MB"
