# Processes of a trial, and what is told of them. Nothing started here outlives the script. Sourced by deploy/try.

declare -A alive=()
launched=
ended=
ended_code=0

# Where setpriv(1) knows it, the kernel itself ends what this script started, should the script be killed without a chance to clear up.
guard=()
if setpriv --help 2>/dev/null | grep -q -- --pdeathsig; then guard=(setpriv --pdeathsig KILL); fi

# launch NAME LOG COMMAND...
launch() {
  local name=$1 log=$2
  shift 2
  "${guard[@]}" "$@" >>"$log" 2>&1 </dev/null &
  launched=$!
  alive[$launched]=$name
}

forget_process() {
  wait "$1" 2>/dev/null || true
  unset "alive[$1]"
}

# end_process PID SECONDS: SIGTERM, and SIGKILL when that much time has passed.
end_process() {
  kill -TERM "$1" 2>/dev/null || true
  [ "$2" -eq 0 ] || within "$2" process_is_gone "$1" || true
  kill -KILL "$1" 2>/dev/null || true
  forget_process "$1"
}

process_is_gone() { ! kill -0 "$1" 2>/dev/null; }

end_all_processes() {
  local pid
  [ ${#alive[@]} -gt 0 ] || return 0
  kill -TERM "${!alive[@]}" 2>/dev/null || true
  within 5 all_are_gone || true
  for pid in "${!alive[@]}"; do kill -KILL "$pid" 2>/dev/null || true; done
  for pid in "${!alive[@]}"; do forget_process "$pid"; done
}

all_are_gone() {
  local pid
  for pid in "${!alive[@]}"; do process_is_gone "$pid" || return 1; done
}

# within SECONDS COMMAND...: asks five times a second until it holds.
within() {
  local until=$((SECONDS + $1))
  shift
  until "$@"; do
    [ "$SECONDS" -lt "$until" ] || return 1
    sleep 0.2
  done
}

# Waits for half a second, or less when a process ends. Then ended is one that has, with its exit code, or empty.
next_end() {
  local ticker
  if find_ended; then return 0; fi
  sleep 0.5 &
  ticker=$!
  wait -n || true
  kill "$ticker" 2>/dev/null || true
  wait "$ticker" 2>/dev/null || true
  find_ended || true
}

find_ended() {
  local pid
  ended=
  for pid in "${!alive[@]}"; do
    if process_is_gone "$pid"; then
      ended_code=0
      wait "$pid" 2>/dev/null || ended_code=$?
      ended=$pid
      return 0
    fi
  done
  return 1
}

# Hundredths of a second since the machine booted; a wall clock may jump.
now_hundredths() {
  local up
  read -r up _ </proc/uptime
  printf '%s' "${up/./}"
}

elapsed() {
  local since=$(($(now_hundredths) - began))
  printf '%d.%d' $((since / 100)) $((since % 100 / 10))
}

# tell KIND SENTENCE: a line for the one who watches.
tell() { printf '%7s s  %-4s %s\n' "$(elapsed)" "$1" "$2"; }

# saw EVENT SUBJECT [WORDS]: a line for the judge.
saw() { printf '%s\t%s\t%s\t%s\n' "$(elapsed)" "$1" "$2" "${3:-}" >>"$work/seen.tsv"; }

# A loopback port that nobody listens on, below the kernel's range for outgoing connections.
free_port() {
  local port
  for _ in {1..200}; do
    port=$((20000 + (RANDOM * 32768 + RANDOM) % 12000))
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && [[ " ${given_ports:-} " != *" $port "* ]]; then
      given_ports="${given_ports:-} $port"
      chosen_port=$port
      return
    fi
  done
  fail "no free port was found between 20000 and 32000."
}
