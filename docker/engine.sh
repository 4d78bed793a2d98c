# Functions that find a Docker engine and images to build from; to be sourced by bash with $work and $cache set.
# shellcheck shell=bash

debian=bookworm
engine=
no_engine=

is_engine_there() {
  docker info > /dev/null 2>&1
}

# Leaves the reason in $no_engine if there is none.
find_engine() {
  if is_engine_there; then
    return
  fi
  if [ "$(id -u)" != 0 ]; then
    no_engine="none is running, and only root can start one"
    return 1
  fi
  if ! command -v dockerd > /dev/null || ! command -v docker > /dev/null; then
    { apt-get update && apt-get install -y --no-install-recommends docker.io; } > "$work/apt.log" 2>&1 || {
      no_engine="none is installed, and apt-get cannot install one: $(tail -1 "$work/apt.log")"
      return 1
    }
  fi
  # It touches neither the firewall nor the network: containers use those of this machine.
  export DOCKER_HOST=unix://$work/docker.sock
  dockerd --iptables=false --ip6tables=false --bridge=none --storage-driver=vfs --data-root "$work/docker" \
    --exec-root "$work/docker-run" --pidfile "$work/docker.pid" --host "$DOCKER_HOST" > "$work/dockerd.log" 2>&1 &
  engine=$!
  await 30 $engine is_engine_there || {
    no_engine="one was started, but ended: $(grep -v level=info "$work/dockerd.log" | tail -1)"
    stop_engine
    return 1
  }
}

stop_engine() {
  if [ -n "$engine" ]; then
    kill "$engine" 2> /dev/null || true
    wait "$engine" 2> /dev/null || true
    # It leaves the network of containers that use this machine's mounted, which nobody could delete.
    umount "$work"/docker-run/netns/* 2> /dev/null || true
    engine=
  fi
}

can_pull() {
  docker image inspect "$1" > /dev/null 2>&1 || timeout 60 docker pull -q "$1" > /dev/null 2>&1
}

# An image of Debian packages: debian_image <name> [options of mmdebstrap]
debian_image() {
  local name=$1 tar=$cache/$1-$debian-$(date +%Y%m).tar
  shift
  if [ ! -s "$tar" ]; then
    command -v mmdebstrap > /dev/null || apt-get install -y --no-install-recommends mmdebstrap > "$work/apt.log" 2>&1 ||
      { apt-get update && apt-get install -y --no-install-recommends mmdebstrap; } > "$work/apt.log" 2>&1 ||
      cannot "mmdebstrap, which makes images of Debian packages, cannot be installed: $(tail -1 "$work/apt.log")"
    mkdir -p "$cache"
    rm -f "$cache/$name-"*.tar
    mmdebstrap --variant=apt --format=tar "$@" "$debian" "$tar.new" > "$work/mmdebstrap.log" 2>&1 ||
      cannot "no image can be made of Debian packages: $(grep -E '^E:|rror' "$work/mmdebstrap.log" | head -3)"
    mv "$tar.new" "$tar"
  fi
  docker import "$tar" "sluice-$name:$debian" > /dev/null
}

# Sets $base_image and $jdk_image: those that the Dockerfile names, or images of Debian packages in their place.
find_base_images() {
  base_image=$(sed -n 's/^ARG BASE_IMAGE=//p' "$root/docker/Dockerfile")
  jdk_image=$(sed -n 's/^ARG JDK_IMAGE=//p' "$root/docker/Dockerfile")
  if can_pull "$base_image" && can_pull "$jdk_image"; then
    return
  fi
  say "No registry can be reached: making images of Debian packages"
  base_image=sluice-base:$debian
  jdk_image=sluice-jdk:$debian
  # Without what Debian's own slim images leave out, and without perl, which they do not have either.
  debian_image base --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' --dpkgopt='path-exclude=/usr/share/info/*' \
    --customize-hook='chroot "$1" apt-get purge -y "libperl5*" "perl-modules*"'
  debian_image jdk --include=openjdk-17-jdk-headless
}
