root=${DPKG_ROOT:-}

# A lease of this boot, which the agent keeps on tmpfs for as long as it binds or advises.
holds_lease() {
    [ -e "$root/run/homelab-agent/lease" ] || grep -q '"lease":{' "$root/run/homelab-agent/power.json" 2>/dev/null
}

# What the coordinator.yaml of this machine says under a key; empty where it says nothing.
configured() {
    sed -n 's/^'"$1"':[[:space:]]*"\{0,1\}\([^"[:space:]#]*\).*/\1/p' "$root/etc/homelab/coordinator.yaml" 2>/dev/null
}

# The running coordinator leaves in its runtime directory how it stands, for root, who may have no token. Ends with 1 where it leaves nothing.
read_notice() {
    runtime=$(configured runtime)
    said=$(cat "$root${runtime:-/run/homelab-coordinator}/power" 2>/dev/null) || return 1
    case $said in
        quiet) ;;
        "busy: "*) cut="the coordinator says: ${said#busy: }" ;;
        "unknown: "*) unknown=${said#unknown: } ;;
        *) return 1 ;;
    esac
}

# Leaves in $cut what the coordinator on this machine says of a power cut, and in $unknown why it says nothing.
ask_coordinator() {
    if ! command -v homelab >/dev/null; then
        unknown="the homelab command is not installed"
        return
    fi
    uplink=$(configured uplink)
    said=$(timeout 20 homelab status --json --coordinator "${HOMELAB_COORDINATOR:-http://${uplink:-127.0.0.1:8441}}" 2>&1) || true
    case $said in
        *'"outagePhase": "'[GHSR]* | *'"state": "ON_BATTERY"'* | *'"state": "LOW_BATTERY"'* | *'"state": "FORCED_SHUTDOWN"'*)
            cut="the coordinator says that the lab is on battery, or that its machines are being stopped or started"
            ;;
        *'"outagePhase":'*) ;;
        *) unknown="the coordinator did not answer: $said" ;;
    esac
}

# refuse_on_battery WHAT: ends with a sentence in a power cut; where nothing is known, says so and goes on.
refuse_on_battery() {
    cut=
    unknown=
    if holds_lease; then
        cut="the agent of this machine holds a power lease"
    elif [ @PACKAGE@ = homelab-coordinator ]; then
        read_notice || ask_coordinator
    elif ! systemctl is-active --quiet homelab-agent.service 2>/dev/null; then
        unknown="no agent runs here"
    fi

    if [ -n "$cut" ] && [ "${HOMELAB_ON_BATTERY:-}" != go-on ]; then
        echo "@PACKAGE@: $1 is refused, for $cut." >&2
        echo "@PACKAGE@: Wait for the mains. To do it all the same: HOMELAB_ON_BATTERY=go-on in the environment of dpkg or apt." >&2
        exit 1
    elif [ -n "$cut" ]; then
        echo "@PACKAGE@: HOMELAB_ON_BATTERY=go-on: $1 goes on although $cut." >&2
    elif [ -n "$unknown" ]; then
        echo "@PACKAGE@: whether the lab is on battery is not known here ($unknown); $1 goes on." >&2
    fi
}
