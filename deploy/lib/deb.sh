#!/usr/bin/env bash
# Makes the Debian packages of published programs; deploy/build --deb calls it. Nothing is published here.
set -euo pipefail
cd "$(dirname "$0")/../.."
. deploy/lib/needs.sh

usage() {
  cat <<'USAGE'
usage: deploy/lib/deb.sh [--rid linux-x64|linux-arm64] [--programs FOLDER] [--out FOLDER] [--version VERSION]

  --rid       what the programs were built for; linux-x64 by default
  --programs  where they lie; artifacts/<rid> by default
  --out       where the packages are laid; artifacts/deb by default
  --version   theirs, instead of that of the commit

The same programs, commit and version give the same bytes. SOURCE_DATE_EPOCH is the date in them; by default the commit's.
USAGE
}

rid=linux-x64
programs=
out=artifacts/deb
version=
while [ $# -gt 0 ]; do
  case "$1" in
    --rid | --programs | --out | --version)
      [ $# -gt 1 ] || fail "$1 wants a value after it."
      declare "${1#--}=$2"
      shift 2
      ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; fail "'$1' is not an option." ;;
  esac
done
case "$rid" in
  linux-x64) arch=amd64 ;;
  linux-arm64) arch=arm64 ;;
  *) fail "'$rid' is not a target: choose linux-x64 or linux-arm64." ;;
esac
programs=${programs:-artifacts/$rid}
command -v dpkg-deb >/dev/null || fail "there is no dpkg-deb here: packages are made on Debian, or where its package dpkg is installed."

# Of Git's own: without it the caller says what these are.
in_git() { git rev-parse --is-inside-work-tree >/dev/null 2>&1; }
commit=release
if in_git; then
  commit=$(git rev-parse --short=7 HEAD)
  : "${SOURCE_DATE_EPOCH:=$(git log -1 --format=%ct)}"
fi
[ -n "${SOURCE_DATE_EPOCH:-}" ] || fail "this is no Git working copy. Set SOURCE_DATE_EPOCH to the seconds since 1970 that the packages are to be dated with."
export SOURCE_DATE_EPOCH LC_ALL=C TZ=UTC
umask 022

# A commit between two releases sorts before the next one, and by its time; 0.1.0 itself is the commit with that tag.
released=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' Directory.Build.props)
if [ -z "$version" ]; then
  version=$released
  if in_git && [ "$(git describe --exact-match --tags 2>/dev/null)" != "v$released" ]; then
    version="$released~git$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y%m%d%H%M%S).$commit"
    git diff --quiet HEAD -- || version+=.changed
  fi
fi
maintainer='Homelab contributors <maintainers@users.noreply.github.com>'

mkdir -p "$out"
# There one version lies at a time, for whoever takes what is there.
[ "$out" != artifacts/deb ] || rm -f "$out"/homelab*_"$arch".deb
stage=$(mktemp -d "$out/.stage.XXXXXX")
trap 'rm -rf "$stage"' EXIT

# lay PACKAGE FILE TARGET [MODE]
lay() { install -D -m "${4:-644}" "$2" "$stage/$1$3"; }

# What of deploy/ belongs to a package, by the table.
mapfile -t table < <(grep -vE '^(#|$)' deploy/lib/packages.table)
mapfile -t parts < <(cd deploy && find systemd sysusers.d tmpfiles.d polkit udev hooks examples -type f 2>/dev/null | sort)
lay_table() {
  local package=$1 file line pattern owner folder mode
  for file in "${parts[@]}"; do
    for line in "${table[@]}"; do
      read -r pattern owner folder <<<"$line"
      # shellcheck disable=SC2053 # It is a pattern.
      [[ $file == $pattern ]] || continue
      if [ "$owner" = "$package" ]; then
        mode=644
        [ ! -x "deploy/$file" ] || mode=755
        lay "$package" "deploy/$file" "$folder/${file##*/}" "$mode"
      fi
      break
    done
  done
}

# laid PACKAGE FOLDER PATTERN: names of what lies there.
laid() { (cd "$stage/$1/$2" 2>/dev/null && find . -maxdepth 1 -name "$3" -printf '%f\n' | sort | tr '\n' ' ') || true; }

# Restarted by an upgrade where they run.
services() {
  case "$1" in
    homelab-agent) echo homelab-agent.service homelab-lease.path homelab-lease.service ;;
    homelab-coordinator) echo homelab-coordinator.service ;;
  esac
}

stopped() { [ "$1" != homelab-agent ] || echo "'homelab-scrub@*.timer' 'homelab-scrub@*.service'"; }

purged() {
  case "$1" in
    homelab-agent) echo /var/lib/homelab-agent /run/homelab-agent /etc/homelab/agent.yaml /etc/homelab/units /var/lib/homelab-drain /var/lib/homelab-scrub ;;
    homelab-coordinator) echo /var/lib/homelab-coordinator /run/homelab-coordinator /etc/homelab/coordinator.yaml ;;
  esac
}

maintainer_scripts() {
  local package=$1 script
  [ -n "$(services "$package")" ] || return 0
  for script in preinst postinst prerm postrm; do
    sed -e '/^@ON_BATTERY@$/ {' -e 'r deploy/debian/on-battery.sh' -e 'd' -e '}' "deploy/debian/$script" |
      sed -e "s|@PACKAGE@|$package|g" -e "s|@SERVICES@|$(services "$package")|g" -e "s| @STOPPED@|$(stopped "$package" | sed 's/^/ /')|" \
        -e "s|@PURGED@|$(purged "$package")|g" -e "s|@SYSUSERS@|$(laid "$package" usr/lib/sysusers.d '*.conf')|" \
        -e "s|@TMPFILES@|$(laid "$package" usr/lib/tmpfiles.d '*.conf')|" \
        -e "s|@UDEV@|$(laid "$package" usr/lib/udev/rules.d '*.rules')|" >"$stage/$package/DEBIAN/$script"
    chmod 755 "$stage/$package/DEBIAN/$script"
  done
}

# make PACKAGE SECTION OF ITS MAN PAGE
make() {
  local package=$1 manual=$2 root=$stage/$1 doc=/usr/share/doc/$1
  [ -f "$programs/$package" ] || fail "$programs/$package is not there: run deploy/build${rid:+ --rid $rid} first."
  mkdir -p "$root/DEBIAN"
  lay "$package" "$programs/$package" "/usr/bin/$package" 755
  if [ "$package" = homelab-agent ]; then
    [ -f "$programs/homelab-agent-helper" ] || fail "$programs/homelab-agent-helper is not there: run deploy/build${rid:+ --rid $rid} first."
    lay "$package" "$programs/homelab-agent-helper" /usr/lib/homelab/homelab-agent-helper 755
  fi
  lay "$package" "deploy/debian/man/$package.$manual" "/usr/share/man/man$manual/$package.$manual"
  lay "$package" deploy/debian/copyright "$doc/copyright"
  sed -e "s|@VERSION@|$version|" -e "s|@COMMIT@|$commit|" -e "s|@MAINTAINER@|$maintainer|" -e "s|@DATE@|$(date -R -u -d "@$SOURCE_DATE_EPOCH")|" -e "1s|^homelab |$package |" \
    deploy/debian/changelog >"$root$doc/changelog"
  [ ! -f "deploy/debian/$package.bash-completion" ] ||
    lay "$package" "deploy/debian/$package.bash-completion" "/usr/share/bash-completion/completions/$package"
  lay "$package" deploy/debian/lintian-overrides "/usr/share/lintian/overrides/$package"
  sed -i "s|@PACKAGE@|$package|" "$root/usr/share/lintian/overrides/$package"
  lay_table "$package"
  gzip -9n "$root$doc/changelog" "$root/usr/share/man/man$manual/$package.$manual"
  maintainer_scripts "$package"
  (cd "$root" && find . -path ./DEBIAN -prune -o -type f -printf '%P\0' | sort -z | xargs -0 md5sum) >"$root/DEBIAN/md5sums"
  {
    sed -n '/^Package:/p' "deploy/debian/$package.control"
    printf 'Version: %s\nArchitecture: %s\nMaintainer: %s\nInstalled-Size: %s\nSection: admin\nPriority: optional\n' "$version" "$arch" "$maintainer" \
      "$(find "$root" -path "$root/DEBIAN" -prune -o -type f -printf '%s\n' | awk '{ sum += int(($1 + 1023) / 1024) } END { print sum }')"
    # A rule for polkit is worth something where there is one.
    sed -e '/^Package:/d' -e "/^Depends:/ s/\$/$([ ! -d "$root/usr/share/polkit-1" ] || echo ', polkitd')/" "deploy/debian/$package.control"
  } >"$root/DEBIAN/control"
  # What was laid has one date, or that of the build would be in the package.
  find "$root" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
  # One thread: with several the bytes depend on how many.
  dpkg-deb --root-owner-group -Z"${DPKG_DEB_COMPRESSOR_TYPE:-xz}" --threads-max=1 --build "$root" "$out/${package}_${version}_$arch.deb" >/dev/null
}

make homelab-agent 8
make homelab-coordinator 8
make homelab 1
say "$out holds homelab-agent, homelab-coordinator and homelab $version for $arch"
