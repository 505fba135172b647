#!/bin/sh
# Turns a minimal Debian 12 into the desktop. Runs as root inside it, for the Dockerfile and for the local builder
# alike, with this folder beside it; takes everything from the distribution's own archive.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
. "$here/steps.sh"

step "reading the package lists"
cp "$here/dpkg.cfg" /etc/dpkg/dpkg.cfg.d/vdi-desktop
apt-get -q update
# Debian's noVNC and websockify ask for Node.js, numpy and cryptography, which only their command line tools use, and
# libgl1 for Mesa with LLVM, which only 3D programs use: 250 MB.
install_stand_in 'libglx-mesa0, net-tools, nodejs, python3-novnc, python3-numpy, websockify'

step "installing the desktop's packages"
install_packages \
  tigervnc-standalone-server xkb-data jwm xterm novnc python3-websockify tini \
  fonts-dejavu-core fonts-jetbrains-mono dmz-cursor-theme \
  bash-completion ca-certificates curl git htop less nano openssh-client procps tzdata vim-tiny \
  esbuild

step "bundling the page"
# One document instead of forty modules: the first picture comes sooner, and a network that changes while it loads leaves no half of it.
web=/usr/local/share/vdi/web
bundle=$(mktemp -d)
mkdir -p "$web"
for file in desktop.css desktop.js; do
  esbuild "$here/page/$file" --alias:novnc=/usr/share/novnc --bundle --minify --format=esm --target=es2022 \
    --log-level=warning --outfile="$bundle/$file"
done
python3 "$here/inline.py" "$here/page/index.html" "$bundle" >"$web/index.html"
rm -r "$bundle"
for entry in vnc.html app core vendor; do ln -s "/usr/share/novnc/$entry" "$web/$entry"; done
apt-get -q purge -y esbuild

step "setting up the desktop"
install_files "$here/base" "$here/rootfs"
add_user /home/user
cache_fonts
clean_up
