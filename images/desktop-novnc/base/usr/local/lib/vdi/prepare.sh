# What every desktop does first. Sourced by vdi-desktop, with the container's environment; ends the container where it cannot go on.
export XDG_RUNTIME_DIR="/run/user/$(id -u)" DISPLAY=:0

fail() {
  echo "vdi-desktop: $*" >&2
  exit 1
}

# A program whose end is no harm comes back: the others have lost nothing.
keep() {
  while :; do
    "$@"
    sleep 1
  done
}

[ -w "$HOME" ] || fail "$HOME cannot be written by uid $(id -u): mount a volume there that it can write to"
mkdir -p -m 0700 "$XDG_RUNTIME_DIR" || fail "/run cannot be written: mount an emptyDir or tmpfs there"
cp -Rn /etc/skel/. "$HOME/"
cd "$HOME" || exit 1

# A restarted container finds the files of its predecessor in /tmp and /run, which live as long as the pod. Process ids
# repeat there, so the X server would take an old lock for one in use.
find "$XDG_RUNTIME_DIR" -mindepth 1 -delete
rm -f /tmp/.X0-lock /tmp/.X11-unix/X0
mkdir -p -m 1777 /tmp/.X11-unix
x_ready="$XDG_RUNTIME_DIR/x-ready"
mkfifo -m 0600 "$x_ready"
