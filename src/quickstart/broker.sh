# Functions for scripts that need a Kafka broker to try the worker with; to be sourced by bash.
# shellcheck shell=bash

java_command() {
  if [ -n "${JAVA_HOME:-}" ]; then
    echo "$JAVA_HOME/bin/java"
  else
    echo java
  fi
}

is_port_taken() {
  (exec 3<> "/dev/tcp/127.0.0.1/$1") 2> /dev/null
}

free_port() {
  local port
  for _ in {1..100}; do
    port=$((20000 + RANDOM % 10000))
    if ! is_port_taken "$port"; then
      echo "$port"
      return
    fi
  done
  return 1
}

# Waits until a command succeeds: await <seconds> <pid that must live> <command> [args]
await() {
  local deadline=$((SECONDS + $1)) pid=$2
  shift 2
  until "$@" > /dev/null 2>&1; do
    if [ $SECONDS -ge $deadline ] || ! kill -0 "$pid" 2> /dev/null; then
      return 1
    fi
    sleep 0.1
  done
}

# A request to the REST API on this machine; prints the whole response: http <method> <port> <path> [<body>]
http() (
  body=${4:-}
  exec 3<> "/dev/tcp/127.0.0.1/$2" || exit 1
  printf '%s %s HTTP/1.1\r\nHost: localhost:%s\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: %s\r\n\r\n%s' \
    "$1" "$3" "$2" "${#body}" "$body" >&3
  cat <&3
) 2> /dev/null

# Whether a request is answered with a status of 2xx.
is_answered() {
  [[ $(http "$1" "$2" "$3" "${4:-}") == "HTTP/1.1 2"* ]]
}

# Writes the configuration of a broker of its own and formats its storage: prepare_broker <home> <port> <libs>
# What is stored already stays.
prepare_broker() {
  local home=$1 port=$2 libs=$3
  mkdir -p "$home"
  cat > "$home/broker.properties" << EOF
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:$((port + 1))
listeners=PLAINTEXT://127.0.0.1:$port,CONTROLLER://127.0.0.1:$((port + 1))
advertised.listeners=PLAINTEXT://127.0.0.1:$port
controller.listener.names=CONTROLLER
log.dirs=$home/broker-data
offsets.topic.replication.factor=1
offsets.topic.num.partitions=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
EOF
  cat > "$home/broker-logback.xml" << EOF
<configuration>
  <appender name="STDOUT" class="ch.qos.logback.core.ConsoleAppender">
    <encoder><pattern>[%d] %p %m \\(%c\\)%n</pattern></encoder>
  </appender>
  <root level="WARN"><appender-ref ref="STDOUT"/></root>
</configuration>
EOF
  if [ ! -e "$home/broker-data/meta.properties" ]; then
    "$(java_command)" -XX:TieredStopAtLevel=1 -Dlogback.configurationFile="$home/broker-logback.xml" -cp "$libs/*" \
      kafka.tools.StorageTool format --cluster-id c2x1aWNlLXF1aWNrc3RhcnQ --config "$home/broker.properties" \
      > "$home/broker-format.log" 2>&1
  fi
}

# Replaces the shell by the broker: run_broker <home> <libs>
run_broker() {
  exec "$(java_command)" -Xms64m -Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
    -Dlogback.configurationFile="$1/broker-logback.xml" -cp "$2/*" kafka.Kafka "$1/broker.properties" \
    > "$1/broker.log" 2>&1 < /dev/null
}
