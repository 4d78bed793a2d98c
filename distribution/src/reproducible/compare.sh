#!/usr/bin/env bash
# Builds the distribution twice, from fresh copies of what is committed in different folders, and compares the archives
# byte by byte. What a training run notes (libs/classes.lst) differs from run to run, so both are built without one; it
# only makes workers start faster.
#
#   compare.sh [options for Maven, such as -o]
set -euo pipefail

root=$(cd "$(dirname "$0")/../../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for copy in first a-second-one; do
  git -C "$root" clone -q --local "$root" "$work/$copy"
  (cd "$work/$copy" && ./mvnw -B -q "$@" -DskipTests -Djapicmp.skip=true -Ddistribution.skip.training=true \
    -pl distribution -am package < /dev/null)
done

first=("$work"/first/distribution/target/sluice-*.tar.gz)
second=("$work"/a-second-one/distribution/target/sluice-*.tar.gz)
sha256sum "${first[0]}" "${second[0]}"
if cmp -s "${first[0]}" "${second[0]}"; then
  echo "The archives are the same."
  exit
fi
for copy in first a-second-one; do
  mkdir "$work/$copy.tree"
  tar -xzf "$work/$copy"/distribution/target/sluice-*.tar.gz -C "$work/$copy.tree"
done
diff -rq "$work/first.tree" "$work/a-second-one.tree" || true
echo "The archives differ." >&2
exit 1
