# The UPSes of a trial: Debian's own upsd with a dummy-ups for every UPS that the lab names, all playing one outage.
# Expects: work, paths (the lab's values), launch. Sourced by deploy/try.

declare -A ups_status=()
ups_feeds=()

# The lab's text with its UPSes moved to the upsd of this trial, each under its feed's name.
move_upses() {
  awk -F '\t' -v port="$1" '
    NR == FNR { n = split($1, part, "/"); if (n == 3 && part[1] == "feeds" && part[3] == "nut") to[$2] = part[2] "@127.0.0.1:" port; next }
    {
      for (from in to) {
        at = index($0, from)
        if (at > 1 && $0 ~ /nut:/ && substr($0, at - 1, 1) ~ /[ "\047]/ && substr($0, at + length(from), 1) ~ /^[ ,}"\047]?$/) {
          $0 = substr($0, 1, at - 1) to[from] substr($0, at + length(from))
          break
        }
      }
      print
    }' "$paths" "$2"
}

# A secret that the lab refers to becomes a file with a password of this trial; upsd knows the user by the same.
make_users() {
  local feed user secret password
  mkdir -p "$work/secrets"
  chmod 700 "$work/secrets"
  while IFS=$'\t' read -r feed user secret; do
    password=$(od -An -N8 -tx8 /dev/urandom | tr -d ' ')
    case "$secret" in
      secret:*) [ -f "$work/secrets/${secret#secret:}" ] && password=$(cat "$work/secrets/${secret#secret:}") || printf '%s' "$password" >"$work/secrets/${secret#secret:}" ;;
    esac
    printf '[%s]\n  password = "%s"\n  actions = SET\n  actions = FSD\n  instcmds = ALL\n' "$user" "$password"
  done < <(awk -F '\t' '
    { split($1, part, "/") }
    part[1] == "feeds" && part[3] == "user" { user[part[2]] = $2 }
    part[1] == "feeds" && part[3] == "password" { password[part[2]] = $2 }
    END { for (feed in user) if (!seen[user[feed]]++) print feed "\t" user[feed] "\t" password[feed] }' "$paths")
}

# What the outage's file shows before its first TIMER.
resting_state() { awk '/^[ \t]*TIMER/ { exit } { print }' "$1"; }

# show FILE CONTENT-COMMAND...: dummy-ups reads its file again when the time of its last change differs by whole seconds.
show() {
  local file=$1
  shift
  "$@" >"$file.new"
  played=$((${played:-0} + 10))
  touch -d "@$((1700000000 + played))" "$file.new"
  mv "$file.new" "$file"
}

start_upses() {
  local port=$1 outage=$2 feed as=()
  export NUT_CONFPATH=$work/nut NUT_STATEPATH=$work/nut/state NUT_ALTPIDPATH=$work/nut/state
  # A socket's path has room for 107 bytes (unix(7)), and the work folder's may be longer.
  [ ${#NUT_STATEPATH} -lt 60 ] || fail "the temporary folder's path is too long for sockets: set TMPDIR to a shorter one."
  mkdir -p "$NUT_STATEPATH"
  chmod 700 "$NUT_CONFPATH" "$NUT_STATEPATH"
  [ "$(id -u)" -ne 0 ] || as=(-u root)
  {
    printf 'maxretry = 1\npollinterval = 1\n'
    for feed in "${ups_feeds[@]}"; do
      printf '[%s]\n  driver = dummy-ups\n  port = "%s"\n  mode = dummy-once\n' "$feed" "$NUT_CONFPATH/$feed.seq"
    done
  } >"$NUT_CONFPATH/ups.conf"
  printf 'LISTEN 127.0.0.1 %s\nMAXAGE 15\nSTATEPATH "%s"\n' "$port" "$NUT_STATEPATH" >"$NUT_CONFPATH/upsd.conf"
  make_users >"$NUT_CONFPATH/upsd.users"
  chmod 600 "$NUT_CONFPATH"/*
  for feed in "${ups_feeds[@]}"; do
    show "$NUT_CONFPATH/$feed.seq" resting_state "$outage"
    launch "driver of $feed" "$work/log/ups-$feed.log" /lib/nut/dummy-ups -a "$feed" -F "${as[@]}"
  done
  launch upsd "$work/log/upsd.log" /lib/nut/upsd -F "${as[@]}"
  for feed in "${ups_feeds[@]}"; do
    within 30 ups_answers "$feed" "$port" || fail "the test UPS '$feed' did not answer within 30 s: $(tail -n 3 "$work/log/upsd.log" | tr '\n' ' ')"
  done
}

read_ups() { upsc "$1@127.0.0.1:$2" ups.status 2>/dev/null; }

ups_answers() {
  local said
  said=$(read_ups "$1" "$2") && [ -n "$said" ] && [ "$said" != WAIT ]
}

play_outage() {
  local feed
  for feed in "${ups_feeds[@]}"; do show "$NUT_CONFPATH/$feed.seq" cat "$1"; done
}

# Tells of every UPS whose status changed since the last look.
look_at_upses() {
  local port=$1 feed said charge runtime
  for feed in "${ups_feeds[@]}"; do
    said=$(read_ups "$feed" "$port") || continue
    [ "$said" != "${ups_status[$feed]:-}" ] || continue
    ups_status[$feed]=$said
    saw status "$feed" "$said"
    charge=$(upsc "$feed@127.0.0.1:$port" battery.charge 2>/dev/null) || charge='?'
    runtime=$(upsc "$feed@127.0.0.1:$port" battery.runtime 2>/dev/null) || runtime='?'
    tell ups "$feed: $said (charge $charge %, runtime $runtime s)"
  done
}

# Whether any UPS is on battery, and whether all are on line, as last looked at.
any_on_battery() { [[ " ${ups_status[*]} " == *" OB "* ]]; }
