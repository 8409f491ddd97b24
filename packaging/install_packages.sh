# Sourced by quickstart.sh and tests/run.sh: install_packages GROUP… installs what packages.txt lists for the groups.
# Does nothing when all of it is there; needs root or sudo only when something is missing.

missing_packages() {
  local list="$1" name
  shift
  for group in "$@"; do
    sed -n "s/^$group \([a-z0-9.+-]*\)\$/\1/p" "$list"
  done | while read -r name; do
    [ "$(dpkg-query -W -f='${Status}' "$name" 2>/dev/null)" = "install ok installed" ] || echo "$name"
  done
}

install_packages() {
  local list missing as_root=()
  list="$(dirname "${BASH_SOURCE[0]}")/packages.txt"
  if ! command -v dpkg-query >/dev/null; then
    echo "packages: this is not Debian (no dpkg-query); install what packaging/packages.txt lists by hand, or use Debian 12" >&2
    return 3
  fi
  missing="$(missing_packages "$list" "$@" | tr '\n' ' ')"
  if [ -z "$missing" ]; then
    echo "packages: all of them are there"
    return 0
  fi
  if [ "$(id -u)" != 0 ]; then
    if ! command -v sudo >/dev/null; then
      echo "packages: missing: $missing" >&2
      echo "packages: neither root nor sudo; run this as root: apt-get install $missing" >&2
      return 3
    fi
    as_root=(sudo)
  fi
  echo "packages: installing $missing"
  local log
  log="$(mktemp)"
  if ! "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive sh -c \
      "apt-get install -y --no-install-recommends $missing || { apt-get update && apt-get install -y --no-install-recommends $missing; }" \
      >"$log" 2>&1; then
    tail -n 5 "$log" >&2
    echo "packages: apt-get failed (log: $log); check the network and /etc/apt/sources.list, then start again" >&2
    return 3
  fi
  rm -f "$log"
}
