#!/bin/sh
# Turns a minimal Debian 12 into the desktop. Runs as root inside it, for the Dockerfile and for the local builder
# alike, with this folder beside it and that of desktop-novnc, whose look it shares, at /desktop-novnc. Takes what it
# needs from the distribution's own archive, and Selkies from PyPI.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
other=/desktop-novnc
. "$other/steps.sh"

step "reading the package lists"
cat "$other/dpkg.cfg" "$here/dpkg.cfg" > /etc/dpkg/dpkg.cfg.d/vdi-desktop
apt-get -q update
# libgl1 asks for Mesa with LLVM, which only 3D programs use, PulseAudio for ALSA's plugins with FFmpeg, and xrandr's
# package for a C preprocessor: 280 MB.
install_stand_in 'cpp, libasound2-plugins, libglx-mesa0'

step "installing the desktop's packages"
install_packages \
  xvfb xkb-data x11-utils x11-xserver-utils jwm xterm thunar librsvg2-common dbus-daemon pulseaudio tini \
  fonts-dejavu-core fonts-jetbrains-mono dmz-cursor-theme \
  bash-completion ca-certificates curl git htop less nano openssh-client procps tzdata vim-tiny \
  python3 libgbm1 libice6 libpixman-1-0 libsm6 libx11-6 libxcb1 libxext6 libxkbcommon0 \
  python3-venv

step "installing Selkies"
python3 -m venv /opt/selkies
/opt/selkies/bin/pip install --quiet --no-cache-dir --only-binary=:all: --requirement "$here/requirements.txt"
/opt/selkies/bin/pip uninstall --quiet --yes setuptools pip
# The wheel brings a libpulse of its own, with all that it needs, in 99 MB. Debian's is there anyway.
libs=/opt/selkies/lib/python3.11/site-packages/pcmflux.libs
own=$(basename "$libs"/libpulse-*)
rm "$libs"/*
ln -s "$(find /usr/lib -name libpulse.so.0)" "$libs/$own"
/opt/selkies/bin/python -c 'import pcmflux, pixelflux'
apt-get -q purge -y --autoremove python3-venv

step "setting up the desktop"
install_files "$other/base" "$here/rootfs"
add_user /home/ubuntu
cache_fonts
clean_up
