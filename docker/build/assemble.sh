#!/usr/bin/env bash
# Puts together what goes into the image: assemble.sh <distribution archive> <folder of docker/> <target>
# It has to run where the image will have it: archives of classes hold for these paths only.
set -euo pipefail

archive=$1
scripts=$2
target=$3

mkdir -p "$target/docker"
tar -xzf "$archive" -C "$target" --strip-components=1
cp "$scripts/entrypoint.sh" "$scripts/worker-properties.sh" "$target/docker/"
cp "$scripts/container-logback.xml" "$target/config/"
chmod 755 "$target"/docker/*.sh
# The image has an archive of classes of its own, and no use for pages and for files of other systems.
rm -rf "$target/libs/classes.lst" "$target/docs" "$target/system"

# --- Java runtime ---------------------------------------------------------------------------------------------------
# All of Java SE, since plugins may use any of it, and what operators need: jcmd, JMX, flight recorder.

"${JAVA_HOME:+$JAVA_HOME/bin/}jlink" --output "$target/java" \
  --add-modules java.se,jdk.unsupported,jdk.crypto.ec,jdk.crypto.cryptoki,jdk.naming.dns,jdk.security.auth,jdk.security.jgss,jdk.zipfs,jdk.management,jdk.management.agent,jdk.net,jdk.charsets,jdk.httpserver,jdk.jcmd,jdk.jfr \
  --strip-java-debug-attributes --no-man-pages --no-header-files --compress=2

# --- Native code of other platforms ---------------------------------------------------------------------------------

case $(uname -m) in
  aarch64) natives='linux/aarch64|Linux/aarch64' ;;
  x86_64) natives='linux/amd64|Linux/x86_64' ;;
  *) natives= ;;
esac

leave_out_other_platforms() {
  local jar=$1 work
  [ -n "$natives" ] || return 0
  work=$(mktemp -d)
  (
    cd "$work"
    "${JAVA_HOME:+$JAVA_HOME/bin/}jar" --extract --file "$jar"
    find . -type f \( -name '*.so' -o -name '*.dll' -o -name '*.dylib' -o -name '*.jnilib' -o -name '*.a' \) \
      | grep -vE "/($natives)/" | xargs -r rm
    # With the manifest first, as readers of a stream of entries want it.
    mv META-INF/MANIFEST.MF "$work.manifest"
    "${JAVA_HOME:+$JAVA_HOME/bin/}jar" --create --file "$jar" --manifest "$work.manifest" -C "$work" .
  )
  rm -rf "$work" "$work.manifest"
}
for jar in "$target"/libs/zstd-jni-*.jar "$target"/libs/snappy-java-*.jar "$target"/libs/lz4-java-*.jar; do
  leave_out_other_platforms "$jar"
done

# --- Archives of loaded classes -------------------------------------------------------------------------------------
# One of Java's own classes, and on top of it one of what a worker loads. A start that finds no broker goes far enough.

java=$target/java/bin/java
"$java" -Xmx128m -XX:+UseG1GC -Xshare:dump > /dev/null

training=$(mktemp -d)
cat > "$training/worker.properties" << END
bootstrap.servers=127.0.0.1:1
group.id=training
config.storage.topic=configs
offset.storage.topic=offsets
status.storage.topic=statuses
key.converter=org.apache.kafka.connect.json.JsonConverter
value.converter=org.apache.kafka.connect.json.JsonConverter
listeners=http://127.0.0.1:0
plugin.path=$target/plugins
default.api.timeout.ms=300
request.timeout.ms=300
END
SLUICE_CDS=off SLUICE_CACHE_DIR=$training/cache LOG_DIR=$training/logs JAVA_HOME=$target/java \
  SLUICE_LOG_CONFIG=$target/config/container-logback.xml KAFKA_OPTS="-XX:ArchiveClassesAtExit=$target/classes.jsa" \
  "$target/bin/connect-distributed.sh" "$training/worker.properties" > "$training/worker.log" 2>&1 || true
if [ ! -s "$target/classes.jsa" ]; then
  cat "$training/worker.log"
  echo "The worker's classes could not be archived." >&2
  exit 1
fi
chmod 644 "$target/classes.jsa" "$target"/java/lib/server/*.jsa
rm -rf "$training"
