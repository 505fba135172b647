# Steps that the desktops' install.sh share. Sourced by them, as root inside a minimal Debian 12.

# What is copied from a checkout gets the image's own modes, whatever the checkout's are.
umask 022
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8

step() {
  echo "==> $*"
}

# dpkg need not flush to disk what is packed into a layer right after.
install_packages() {
  apt-get -q install -y --no-install-recommends -o Dpkg::Options::=--force-unsafe-io "$@"
}

# A package that stands in for dependencies which the desktop does not use, so that dpkg's records stay whole. Installing
# the real ones in a derived image goes on top of it without conflict.
install_stand_in() {
  root=$(mktemp -d)
  mkdir "$root/DEBIAN"
  cat > "$root/DEBIAN/control" <<CONTROL
Package: vdi-desktop-slim
Version: 1
Architecture: all
Maintainer: Backstage VDI
Provides: $1
Description: stands in for dependencies that the desktop does not use
CONTROL
  dpkg-deb --build --root-owner-group "$root" "$root.deb" >/dev/null
  dpkg --install "$root.deb"
  rm -rf "$root" "$root.deb"
}

# Copies folders over / in their order, and gives the terminal the desktop's look.
install_files() {
  for folder; do cp -R --no-preserve=mode,ownership "$folder/." /; done
  chmod 0755 /usr/local/bin/*
  cat /etc/X11/app-defaults/XTerm.vdi >> /etc/X11/app-defaults/XTerm
  rm /etc/X11/app-defaults/XTerm.vdi
}

# Makes the unprivileged user, with its home at $1.
add_user() {
  useradd --uid 1000 --user-group --shell /bin/bash --no-create-home --home-dir "$1" user
  install -d -o user -g user -m 0755 "$1"
  install -d -o user -g user -m 0700 /run/user/1000
}

# A cache of fonts is valid for its folder's time to the nanosecond, and layers keep seconds: without this, every first
# program of a desktop would read all fonts again.
cache_fonts() {
  find /usr/share/fonts /usr/local/share/fonts -type d -exec touch --date=@0 {} +
  fc-cache --force
}

# Removes what only an installation needs.
clean_up() {
  apt-get -q clean
  rm -rf /var/lib/apt/lists/* /var/cache/debconf/*-old /var/lib/dpkg/*-old /var/log/*.log /var/log/apt
  # An image has no identity: it would be that of every desktop. Empty is what systemd calls one that is not decided yet.
  rm -f /var/lib/dbus/machine-id
  [ ! -e /etc/machine-id ] || : > /etc/machine-id
}
