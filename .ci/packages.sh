# For scripts that need a package of the system: how they fail, and how they install one.

fail() {
  echo "$1" >&2
  exit 1
}

# install_package PACKAGE SENTENCE: installs it with apt-get, or fails; the sentence is for systems without.
install_package() {
  local package="$1" sentence="$2" as_root='' log
  command -v apt-get >/dev/null || fail "$sentence"
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || fail "$sentence Without root or sudo the package $package cannot be installed here."
    as_root='sudo -n'
  fi
  echo "Installing $package from the packages of the system ..."
  log="$(mktemp)"
  # shellcheck disable=SC2086
  if ! { $as_root apt-get update -q && $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$package"; } >"$log" 2>&1 </dev/null; then
    cat "$log" >&2
    rm -f "$log"
    fail "The package $package could not be installed with apt-get; what it said is above."
  fi
  rm -f "$log"
}

# A port of 127.0.0.1 that nobody listens on at this moment.
free_port() {
  node -p "const s = require('net').createServer().listen(0, '127.0.0.1', () => { console.log(s.address().port); s.close(); }); ''" | tr -d '\n'
}
