#!/bin/sh
# Runs an image's install.sh in a fresh Debian, called by mmdebstrap with the new root as $1 and the image's folder as $2.
# Nothing of the building machine stays behind, its mirror included.
set -eu

rootfs=$1
image=$2
bundle=/etc/ssl/certs/ca-certificates.crt

# A package mirror may be known only to this machine's own list of authorities. Installing ca-certificates replaces it.
lent=
if [ -f "$bundle" ] && [ ! -e "$rootfs$bundle" ]; then
  install -D -m 0644 "$bundle" "$rootfs$bundle"
  lent=yes
fi

cp -R "$image" "$rootfs/build"
chroot "$rootfs" /usr/bin/env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
  http_proxy="${http_proxy-}" https_proxy="${https_proxy-}" no_proxy="${no_proxy-}" sh /build/install.sh
rm -rf "$rootfs/build"

if [ -n "$lent" ] && cmp -s "$bundle" "$rootfs$bundle"; then rm "$rootfs$bundle"; fi
rm -f "$rootfs/etc/hostname" "$rootfs"/etc/apt/apt.conf.d/99mmdebstrap "$rootfs"/etc/dpkg/dpkg.cfg.d/99mmdebstrap
: > "$rootfs/etc/resolv.conf"
echo '# Name a Debian mirror here to install more.' > "$rootfs/etc/apt/sources.list"
