# Judges an outage by what was seen from outside: which process ended when, and what upsd said. First file: the lab's values (yaml-paths.awk).
# Second file, tab-separated, in the order of the events:
#   SECONDS  status  FEED  WORDS   what upsc read
#   SECONDS  exit    NODE  CODE    the node's agent ended: 10 by order, 11 by its lease
#   SECONDS  lost    NODE          the node's last feed died under it
# Says every breach in a sentence and ends with 1, or says what was kept and ends with 0. The rules, from the lab file alone:
#   order   a node goes down only while every service that still runs elsewhere keeps as many instances of each of its needs as those declare
#   last    the coordinator's node goes down after every other node that only dying feeds power
#   cause   no node goes down with the mains on, or in an outage shorter than the grace; none at all in a lab that observes
#   time    once a UPS has said low battery, every node that only dying feeds power goes down before the mains return or the battery is empty;
#           not in a lab that observes, which stops nothing

BEGIN { FS = "\t"; grace = 30; mode = "observe" }

function seconds(text) {
  if (text ~ /ms$/) return text / 1000
  if (text ~ /s$/) return text + 0
  if (text ~ /m$/) return text * 60
  if (text ~ /h$/) return text * 3600
  return text + 0
}

function breach(sentence) { printf "not kept: %s\n", sentence; breaches++ }

NR == FNR {
  split($1, part, "/")
  if ($1 == "mode") mode = $2
  else if ($1 == "policy/grace") grace = seconds($2)
  else if (part[1] == "feeds" && part[3] == "mains" && $2 == "true") mains[part[2]] = 1
  else if (part[1] == "nodes") {
    running[part[2]] = 1
    if (part[3] == "feeds") fed[part[2], part[4] == "" ? 0 : part[4]] = $2
    if (part[3] == "coordinator" && $2 == "true") coordinator = part[2]
  } else if (part[1] == "services") {
    known[part[2]] = 1
    if (part[3] == "on") { host[part[2], hosts[part[2]]++] = $2 }
    if (part[3] == "need") need[part[2]] = $2
    if (part[3] == "needs") { wants[part[2], wanted[part[2]]++] = $2 }
  }
  next
}

# Instances of a service that run, without one of its nodes.
function instances(service, without,    i, n) {
  n = 0
  for (i = 0; i < hosts[service]; i++) if (running[host[service, i]] && host[service, i] != without) n++
  return n
}

function runs_on(service, node,    i) {
  for (i = 0; i < hosts[service]; i++) if (host[service, i] == node) return 1
  return 0
}

# What the fall of this node would break now, in words; empty where nothing.
function broken_by(node,    s, t, i, j, least) {
  if (node == coordinator)
    for (s in running) if (running[s] && s != node && only_dying_feeds(s)) return s " still ran, and the coordinator's node goes last"
  for (s in known) for (i = 0; i < wanted[s]; i++) {
    t = wants[s, i]
    if (!runs_on(t, node)) continue
    least = (t in need) ? need[t] : hosts[t]
    if (instances(t, node) >= least) continue
    for (j = 0; j < hosts[s]; j++)
      if (running[host[s, j]] && host[s, j] != node) return s " on " host[s, j] " still ran, and it needs " t " on " node
  }
  return ""
}

function some_could_go(    n) {
  for (n in running) if (running[n] && broken_by(n) == "") return 1
  return 0
}

# Whether a feed's power ends if nothing changes. The bare mains are gone while any UPS is on battery.
function dying(feed,    f) {
  if (!(feed in mains)) return status[feed] ~ /(^| )OB( |$)/
  for (f in status) if (status[f] ~ /(^| )OB( |$)/) return 1
  return 0
}

function only_dying_feeds(node,    i, any) {
  for (i = 0; (node, i) in fed; i++) { any = 1; if (!dying(fed[node, i])) return 0 }
  return any
}

function has_ups(node,    i) {
  for (i = 0; (node, i) in fed; i++) if (!(fed[node, i] in mains)) return 1
  return 0
}

function on_battery(    f) {
  for (f in status) if (status[f] ~ /(^| )OB( |$)/) return 1
  return 0
}

$2 == "status" {
  was = on_battery()
  if (status[$3] ~ /(^| )OB( |$)/ && $4 !~ /(^| )OB( |$)/)
    for (n in must) if (running[n] && must[n] == $3) { breach(n " still ran when the mains came back, though " $3 " had said low battery"); delete must[n] }
  status[$3] = $4
  if (!was && on_battery()) { began = $1; spells++; seen_battery = 1 }
  if ($4 ~ /(^| )OB( |$)/ && $4 ~ /(^| )(LB|FSD)( |$)/) {
    urgent = 1
    if (mode == "armed") for (n in running) if (running[n] && only_dying_feeds(n) && has_ups(n)) must[n] = $3
  }
}

$2 == "lost" {
  if (has_ups($3) && mode != "armed") lost++
  else if (has_ups($3)) breach($3 " lost its power while it ran, " sprintf("%.0f", $1 - began) " s after the mains went")
  running[$3] = 0
  delete must[$3]
}

$2 == "exit" {
  if ($4 != 10 && $4 != 11) breach("the agent of " $3 " ended with " $4 ", which is no power-off")
  else if (mode != "armed") breach($3 " went down in a lab that only observes")
  else if (!seen_battery) breach($3 " went down before any UPS was on battery")
  # Two seconds: upsd is read once a second here, so an outage is seen late by as much.
  else if (!urgent && spells == 1 && $1 - began < grace - 2) breach($3 " went down " sprintf("%.1f", $1 - began) " s after the mains went, within the grace of " grace " s")
  why = broken_by($3)
  if (why != "" && some_could_go()) breach("when " $3 " went down, " why)
  else if (why != "") printf "no order was left: when %s went down, %s, and so it was whichever went\n", $3, why
  running[$3] = 0
  down++
  delete must[$3]
}

END {
  if (!seen_battery) breach("no UPS was ever on battery, so that nothing was shown")
  for (n in must) if (running[n]) breach(n " never went down, though " must[n] " had said low battery")
  if (breaches) exit 1
  if (down) printf "kept: %d node%s went down, each after all that needed it%s\n", down, (down == 1 ? "" : "s"), (coordinator != "" && !running[coordinator] ? ", the coordinator's last" : "")
  else if (mode != "armed") printf "kept: the lab only observed, so it stopped nothing%s\n", (lost ? sprintf("; %d node%s lost power while running", lost, (lost == 1 ? "" : "s")) : "")
  else print "kept: nothing went down"
}
