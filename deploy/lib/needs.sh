# What a script needs from the machine. Sourced by deploy/build, deploy/try and tests/run.

say() { printf '%s\n' "$*"; }

fail() {
  printf '%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 1
}

# Programs that a service manager or a CI starts may find no HOME; dotnet and npm keep their caches there.
need_home() {
  if [ -z "${HOME:-}" ] || [ ! -w "${HOME:-/nonexistent}" ]; then
    mkdir -p "$1"
    HOME=$(cd "$1" && pwd)
    export HOME
  fi
  export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false
  # One compiler serves the whole run and ends with it (end_compiler); of MSBuild nothing outlives a command.
  export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 UseSharedCompilation=true
}

# A script that calls another which builds sets HOMELAB_COMPILER_STAYS and ends the compiler itself.
end_compiler() {
  [ -n "${HOMELAB_COMPILER_STAYS:-}" ] || dotnet build-server shutdown --vbcscompiler >/dev/null 2>&1 </dev/null || true
}

need_dotnet() {
  command -v dotnet >/dev/null ||
    fail "there is no dotnet here. Install the .NET 10 SDK (https://dotnet.microsoft.com/download/dotnet/10.0) and run this again."
  local version
  version=$(dotnet --version 2>/dev/null) ||
    fail "dotnet found no SDK that global.json allows. Install the .NET 10 SDK (https://dotnet.microsoft.com/download/dotnet/10.0) and run this again."
  case "$version" in
    10.*) ;;
    *) fail "this needs the .NET 10 SDK, and dotnet --version says $version. Install it and run this again." ;;
  esac
}

need_node() {
  command -v npm >/dev/null ||
    fail "there is no npm here, and the page is built with it. Install Node 20 or later with npm (Debian: apt install nodejs npm) and run this again."
}

# need_packages PACKAGE... installs the Debian packages that are missing.
need_packages() {
  local missing=() package
  for package in "$@"; do
    dpkg-query -W -f '${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0

  command -v apt-get >/dev/null ||
    fail "this machine lacks ${missing[*]} and has no apt-get. Install what these Debian packages hold and run this again."
  local root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null && sudo -n true 2>/dev/null ||
      fail "this machine lacks ${missing[*]}. Run 'apt-get install ${missing[*]}' as root and run this again."
    root=(sudo -n)
  fi

  say "Installing ${missing[*]}"
  local log
  log=$(mktemp)
  # A service that a package brings must not start here: it would take well-known ports.
  if ! "${root[@]}" env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y --no-install-recommends "${missing[@]}" >"$log" 2>&1 </dev/null; then
    "${root[@]}" apt-get update >>"$log" 2>&1 </dev/null || true
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y --no-install-recommends "${missing[@]}" >>"$log" 2>&1 </dev/null || {
      tail -n 20 "$log" >&2
      rm -f "$log"
      fail "apt-get could not install ${missing[*]}. Install them by hand and run this again."
    }
  fi
  rm -f "$log"
}

# Where neither root nor a sudo without a password is at hand it fails.
as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
}

# need_unpacked FOLDER PACKAGE... lays the files of Debian packages into a folder, without installing them.
need_unpacked() {
  local folder=$1 package
  shift
  for package in "$@"; do
    [ ! -e "$folder/usr/share/doc/$package" ] || continue
    say "Unpacking $package"
    local from
    from=$(mktemp -d)
    (
      cd "$from"
      apt-get download "$package" || { as_root apt-get update && apt-get download "$package"; }
    ) >/dev/null 2>&1 </dev/null && dpkg -x "$from/$package"_*.deb "$folder" || fail "apt-get could not fetch $package. Run 'apt-get update' as root and run this again."
    rm -rf "$from"
  done
}
