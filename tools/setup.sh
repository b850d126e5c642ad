# Functions shared by ./run, ./test and bench/run; to be sourced by bash from the project's root folder.

say() { printf '%s\n' "$*" >&2; }

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    say "To install packages, run this as root or install sudo: $*"
    return 1
  fi
}

# Node packaged elsewhere brings npm along, and Debian's npm would refuse to stand beside it.
is_installed() {
  case $1 in
    nodejs) command -v node >/dev/null ;;
    npm) command -v npm >/dev/null ;;
    *) [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ] ;;
  esac
}

# install_packages <kind>...: installs those of tools/packages that are missing.
install_packages() {
  local kind package missing=()
  while read -r kind package; do
    case " $* " in
      *" $kind "*) is_installed "$package" || missing+=("$package") ;;
    esac
  done < <(grep -v '^#' tools/packages)
  [ ${#missing[@]} -eq 0 ] && return
  say "Installing ${missing[*]}"
  as_root apt-get update -qq </dev/null >&2
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "${missing[@]}" </dev/null >&2
}

# Brings node_modules to what package-lock.json says; quick when it is.
install_npm_tools() {
  cmp -s package-lock.json node_modules/.installed-lock && return
  say "Installing the test tools of package-lock.json"
  npm ci --no-audit --no-fund --loglevel=error </dev/null >&2
  cp package-lock.json node_modules/.installed-lock
}

# build_preset <preset> [<target>...]: configures and builds; a cache of another clone of this project is used too.
build_preset() {
  local preset=$1
  shift
  export CCACHE_BASEDIR=$PWD CCACHE_NOHASHDIR=1
  say "Building build/$preset"
  cmake --preset "$preset" >"build/$preset.log" 2>&1 || { cat "build/$preset.log" >&2; return 1; }
  cmake --build --preset "$preset" ${1:+--target "$@"} >&2
}

# project_files <pattern>...: the project's files that match, new ones included, ignored ones not.
project_files() {
  git -c safe.directory='*' ls-files --cached --others --exclude-standard -- "$@" | sort -u | while IFS= read -r file; do
    [ -e "$file" ] && printf '%s\n' "$file"
  done
}
