#!/usr/bin/env bash
# Writes the man pages from what the programs say of themselves: deploy/lib/man.sh PROGRAMS OUT, two folders.
set -euo pipefail
programs=$1
out=$2
mkdir -p "$out"

# Text to roff: nothing in it is a request.
roff() { sed -e 's/\\/\\e/g' -e 's/-/\\-/g' -e "s/^\([.']\)/\\\\\&\1/"; }

header() { printf '.\\" Written by deploy/lib/man.sh from --help: change the program, and run it again.\n.TH %s %s "" Homelab "Homelab"\n' "$1" "$2"; }

# One section of the help on stdin.
section() { awk -v wanted="$1:" '/^[A-Z][A-Za-z ]*:$/ { on = ($0 == wanted); next } on && NF' | sed 's/^  //'; }

# Two columns, parted by at least two blanks, as a list. The options that every command has stand once, at the top.
entries() {
  { if [ "$1" = all ]; then cat; else sed -E '/^(-\?|--coordinator|--json|--version)/d'; fi; } | awk '{
    at = match($0, /  +/)
    name = at ? substr($0, 1, at - 1) : $0
    text = at ? substr($0, at + RLENGTH) : ""
    print "\001" name
    print text
  }' | roff | awk '/^\001/ { print ".TP"; print "\\fB" substr($0, 2) "\\fR"; next } { print }'
}

# command WORDS...: one command and those below it.
command() {
  local help below
  help=$("$programs/homelab" "$@" --help)
  below=$(section Commands <<<"$help" | awk '{ print $1 }')
  if [ -z "$below" ]; then
    printf '.SS '
    section Usage <<<"$help" | sed 's/ \[options\]//' | roff | sed 's/.*/"&"/'
    section Description <<<"$help" | roff
    { section Arguments <<<"$help"; section Options <<<"$help"; } | entries own
  fi
  for word in $below; do command "$@" "$word"; done
}

homelab() {
  local help
  help=$("$programs/homelab" --help)
  header HOMELAB 1
  printf '.SH NAME\nhomelab \\- asks and commands a home lab, and checks its file\n.SH SYNOPSIS\n.B homelab\n.I command\n[\\fIoptions\\fR]\n.SH DESCRIPTION\n'
  section Description <<<"$help" | roff
  printf '.SH OPTIONS\nEvery command takes these.\n'
  section Options <<<"$help" | entries all
  printf '.SH COMMANDS\n'
  for word in $(section Commands <<<"$help" | awk '{ print $1 }'); do command "$word"; done
  printf '.SH EXIT STATUS\n.nf\n'
  section 'Exit codes' <<<"$help" | roff
  printf '.fi\n.SH ENVIRONMENT\n.nf\n'
  section Environment <<<"$help" | roff
  printf '.fi\n.SH SEE ALSO\n.BR homelab\\-agent (8),\n.BR homelab\\-coordinator (8)\n'
}

# service PROGRAM: what it says of itself stands as it is.
service() {
  local help
  help=$("$programs/$1" --help)
  header "${1^^}" 8
  printf '.SH NAME\n%s \\- %s\n' "$(roff <<<"$1")" "$(head -n 1 <<<"$help" | sed "s/^$1: //; s/\.$//" | roff)"
  printf '.SH SYNOPSIS\n.B %s\n[\\fIoptions\\fR]\n.SH OPTIONS\n.nf\n' "$(roff <<<"$1")"
  tail -n +3 <<<"$help" | roff
  printf '.fi\n.SH FILES\n.TP\n.I /etc/homelab/%s.yaml\nIts configuration.\n.TP\n.I /var/lib/%s\nIts state.\n.SH SEE ALSO\n.BR homelab (1)\n' "${1#homelab-}" "$1"
}

homelab >"$out/homelab.1"
service homelab-agent >"$out/homelab-agent.8"
service homelab-coordinator >"$out/homelab-coordinator.8"
