# The machines of a trial: a node is its agent's process, and on the coordinator's node the coordinator's too.
# Expects: work, paths, launch, signal_pid, tell, saw. Sourced by deploy/try.

declare -A agent_pid=() machine_root=()
coordinator_pid=
nodes=()

# lab_value PATH [DEFAULT]
lab_value() {
  local found
  found=$(awk -F '\t' -v path="$1" '$1 == path { print $2; exit }' "$paths")
  printf '%s' "${found:-${2:-}}"
}

# The coordinator's node is this very machine; the others live on recorded files, chosen by their names.
choose_root() {
  if [ "$1" = "$coordinator_node" ]; then
    printf '/'
    return
  fi
  case "$1" in
    *nas* | *tank* | *stor*) printf 'nas' ;;
    *pi* | *dns*) printf 'pi4' ;;
    *) printf 'server' ;;
  esac
}

prepare_machines() {
  local node root
  for node in "${nodes[@]}"; do
    mkdir -p "$work/nodes/$node/state"
    root=$(choose_root "$node")
    if [ "$root" != / ]; then
      [ -d "tests/fixtures/roots/$root" ] || fail "tests/fixtures/roots/$root is not there: this working copy is not complete. Clone it anew."
      cp -R "tests/fixtures/roots/$root" "$work/nodes/$node/root"
      root=$work/nodes/$node/root
    fi
    machine_root[$node]=$root
    cat >"$work/nodes/$node/agent.yaml" <<YAML
schema: 1
node: $node
coordinator: "http://127.0.0.1:$uplink_port"
state: "$work/nodes/$node/state"
runtime: "$work/nodes/$node/run"
root: "$root"
power_off: exit
YAML
  done
  mkdir -p "$work/coordinator/state"
  cat >"$work/coordinator/coordinator.yaml" <<YAML
schema: 1
lab: "$work/lab.yaml"
state: "$work/coordinator/state"
runtime: "$work/coordinator/run"
listen: 127.0.0.1:$page_port
uplink: 127.0.0.1:$uplink_port
secrets: "$work/secrets"
YAML
}

# A boot: what lay in memory is gone, and the boot has an id of its own.
boot() {
  local node=$1 root=${machine_root[$1]}
  rm -rf "$work/nodes/$node/run"
  mkdir -p "$work/nodes/$node/run"
  if [ "$root" != / ]; then
    mkdir -p "$root/proc/sys/kernel/random"
    cat /proc/sys/kernel/random/uuid >"$root/proc/sys/kernel/random/boot_id"
  fi
  if [ "$node" = "$coordinator_node" ]; then
    rm -rf "$work/coordinator/run"
    mkdir -p "$work/coordinator/run"
    launch coordinator "$work/log/coordinator.log" "$bin/homelab-coordinator" --config "$work/coordinator/coordinator.yaml"
    coordinator_pid=$launched
  fi
  launch "agent $node" "$work/log/agent-$node.log" "$bin/homelab-agent" --config "$work/nodes/$node/agent.yaml"
  agent_pid[$node]=$launched
}

# What happens to a machine whose agent has ended: the rest of it ends too.
machine_ended() {
  local node=$1 code=$2
  unset "agent_pid[$node]"
  saw exit "$node" "$code"
  case "$code" in
    10) tell off "$node powered off, by order" ;;
    11) tell off "$node powered off, because its lease ran out" ;;
    *) tell off "the agent of $node ended with $code: $(tail -n 1 "$work/log/agent-$node.log")" ;;
  esac
  if [ "$node" = "$coordinator_node" ] && [ -n "$coordinator_pid" ]; then
    end_process "$coordinator_pid" 10
    coordinator_pid=
    tell off "the coordinator went down with its machine, $node"
  fi
}

# The last feed of a machine died under it.
machine_lost() {
  local node=$1
  kill -KILL "${agent_pid[$node]}" 2>/dev/null || true
  forget_process "${agent_pid[$node]}"
  unset "agent_pid[$node]"
  saw lost "$node"
  tell off "$node lost its power"
  if [ "$node" = "$coordinator_node" ] && [ -n "$coordinator_pid" ]; then
    end_process "$coordinator_pid" 0
    coordinator_pid=
  fi
}

# Machines on nothing but the bare mains die with them, and those on a UPS with an empty battery.
feel_power() {
  local node feed live port=$1
  any_on_battery || return 0
  for node in "${!agent_pid[@]}"; do
    live=
    for feed in ${feeds_of[$node]:-}; do
      if [ -z "${ups_status[$feed]+x}" ]; then continue; fi
      if [[ " ${ups_status[$feed]} " != *" OB "* ]] || [ "$(upsc "$feed@127.0.0.1:$port" battery.charge 2>/dev/null)" != 0 ]; then live=1; fi
    done
    if [ -z "$live" ] && [ -n "${feeds_of[$node]:-}" ]; then machine_lost "$node"; fi
  done
}
