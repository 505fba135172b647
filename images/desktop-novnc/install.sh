#!/bin/sh
# Turns a minimal Debian 12 into the desktop. Runs as root inside it, for the Dockerfile and for the local builder
# alike, with this folder beside it; takes everything from the distribution's own archive.
set -eu
# What is copied from a checkout gets the image's own modes, whatever the checkout's are.
umask 022

here=$(cd "$(dirname "$0")" && pwd)
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8

step() {
  echo "==> $*"
}

# dpkg need not flush to disk what is packed into a layer right after.
install_packages() {
  apt-get -q install -y --no-install-recommends -o Dpkg::Options::=--force-unsafe-io "$@"
}

# Debian's noVNC and websockify ask for Node.js, numpy and cryptography, which only their command line tools use, and
# libgl1 for Mesa with LLVM, which only 3D programs use: 250 MB. This package stands in for them, so that dpkg's records
# stay whole; installing the real ones in a derived image goes on top of it without conflict.
install_stand_in() {
  root=$(mktemp -d)
  mkdir "$root/DEBIAN"
  cat > "$root/DEBIAN/control" <<CONTROL
Package: vdi-desktop-slim
Version: 1
Architecture: all
Maintainer: Backstage VDI
Provides: libglx-mesa0, net-tools, nodejs, python3-novnc, python3-numpy, websockify
Description: stands in for dependencies that the desktop does not use
CONTROL
  dpkg-deb --build --root-owner-group "$root" "$root.deb" >/dev/null
  dpkg --install "$root.deb"
  rm -rf "$root" "$root.deb"
}

step "reading the package lists"
cp "$here/dpkg.cfg" /etc/dpkg/dpkg.cfg.d/vdi-desktop
apt-get -q update
install_stand_in
step "installing the desktop's packages"
install_packages \
  tigervnc-standalone-server xkb-data jwm xterm novnc python3-websockify tini \
  fonts-dejavu-core fonts-jetbrains-mono dmz-cursor-theme \
  bash-completion ca-certificates curl git htop less nano openssh-client procps tzdata vim-tiny \
  esbuild

step "bundling the page"
# One script instead of forty requests for modules: the first picture comes sooner.
web=/usr/local/share/vdi/web
mkdir -p "$web"
cp --no-preserve=mode "$here"/page/*.html "$here"/page/*.css "$web"
esbuild "$here/page/desktop.js" --alias:novnc=/usr/share/novnc --bundle --minify --format=esm --target=es2022 \
  --log-level=warning --outfile="$web/desktop.js"
for entry in vnc.html app core vendor; do ln -s "/usr/share/novnc/$entry" "$web/$entry"; done
apt-get -q purge -y esbuild

step "setting up the desktop"
cp -R --no-preserve=mode,ownership "$here/rootfs/." /
chmod 0755 /usr/local/bin/vdi-desktop
cat /etc/X11/app-defaults/XTerm.vdi >> /etc/X11/app-defaults/XTerm
rm /etc/X11/app-defaults/XTerm.vdi

useradd --uid 1000 --user-group --shell /bin/bash --no-create-home user
install -d -o user -g user -m 0755 /home/user
install -d -o user -g user -m 0700 /run/user/1000

# A cache of fonts is valid for its folder's time to the nanosecond, and layers keep seconds: without this, every first
# program of a desktop would read all fonts again.
find /usr/share/fonts /usr/local/share/fonts -type d -exec touch --date=@0 {} +
fc-cache --force

apt-get -q clean
rm -rf /var/lib/apt/lists/* /var/cache/debconf/*-old /var/lib/dpkg/*-old /var/log/*.log /var/log/apt
