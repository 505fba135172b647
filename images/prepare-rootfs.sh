#!/bin/sh
# Runs an image's install.sh in a fresh Debian, called by mmdebstrap with the new root as $1, the image's folder as $2 and
# those of the images that its Dockerfile mounts after it. Nothing of the building machine stays behind, its mirrors included.
set -eu

rootfs=$1
image=$2
shift 2
bundle=/etc/ssl/certs/ca-certificates.crt

# A package mirror may be known only to this machine's own list of authorities. Installing ca-certificates replaces it.
lent=
if [ -f "$bundle" ] && [ ! -e "$rootfs$bundle" ]; then
  install -D -m 0644 "$bundle" "$rootfs$bundle"
  lent=yes
fi

cp -R "$image" "$rootfs/build"
for context; do cp -R "$context" "$rootfs/$(basename "$context")"; done

# What this machine's pip knows of its index; the first of its files that there is.
mkdir "$rootfs/lent"
for settings in "${PIP_CONFIG_FILE-}" "${HOME-}/.config/pip/pip.conf" "${HOME-}/.pip/pip.conf" /etc/pip.conf; do
  [ -f "$settings" ] || continue
  cp "$settings" "$rootfs/lent/pip.conf"
  break
done
authorities=${PIP_CERT:-$bundle}
[ ! -f "$authorities" ] || cp "$authorities" "$rootfs/lent/authorities.crt"

chroot "$rootfs" /usr/bin/env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
  http_proxy="${http_proxy-}" https_proxy="${https_proxy-}" no_proxy="${no_proxy-}" \
  PIP_CONFIG_FILE=/lent/pip.conf PIP_CERT="$([ ! -f "$authorities" ] || echo /lent/authorities.crt)" \
  PIP_INDEX_URL="${PIP_INDEX_URL-}" PIP_EXTRA_INDEX_URL="${PIP_EXTRA_INDEX_URL-}" PIP_TRUSTED_HOST="${PIP_TRUSTED_HOST-}" \
  sh /build/install.sh

rm -rf "$rootfs/build" "$rootfs/lent"
for context; do rm -rf "${rootfs:?}/$(basename "$context")"; done

if [ -n "$lent" ] && cmp -s "$bundle" "$rootfs$bundle"; then rm "$rootfs$bundle"; fi
rm -f "$rootfs/etc/hostname" "$rootfs"/etc/apt/apt.conf.d/99mmdebstrap "$rootfs"/etc/dpkg/dpkg.cfg.d/99mmdebstrap
: > "$rootfs/etc/resolv.conf"
echo '# Name a Debian mirror here to install more.' > "$rootfs/etc/apt/sources.list"
