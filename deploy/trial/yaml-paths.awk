# Reads a lab file and writes a line "path<TAB>value" for every value in it, such as "nodes/nas/feeds/0<TAB>rack-ups".
# It shares no code with the coordinator, so that the judge of a trial does not lean on what it judges. It knows what lab files are written
# in: block maps and lists, flow maps and lists over several lines, quotes, comments. What else YAML has is refused.

function refuse(why) {
  if (!refused) printf "line %d: %s\n", FNR, why > "/dev/stderr"
  refused = 1
  exit 1
}

# The text up to a comment; counts brackets that stay open, outside quotes.
function bare(text,    i, c, quote, out, before) {
  quote = ""
  before = " "
  for (i = 1; i <= length(text); i++) {
    c = substr(text, i, 1)
    if (quote != "") {
      if (c == "\\" && quote == "\"") { out = out c; i++; c = substr(text, i, 1) }
      else if (c == quote) quote = ""
    } else if (c == "#" && before ~ /[ \t]/) break
    else if ((c == "\"" || c == "'") && before ~ /[ \t,:{[]/) quote = c
    else if (c == "{" || c == "[") open++
    else if (c == "}" || c == "]") open--
    out = out c
    before = c
  }
  sub(/[ \t\r]+$/, "", out)
  return out
}

function unquoted(text) {
  sub(/^[ \t]+/, "", text)
  sub(/[ \t]+$/, "", text)
  if (text ~ /^".*"$/ || text ~ /^'.*'$/) return substr(text, 2, length(text) - 2)
  if (text ~ /^[&*!|>]/) refuse("anchors, tags and block texts are not read here")
  return text
}

function put(path, value) { print path "\t" value }

# The next character of the flow text that is not blank.
function peek() {
  while (at <= length(flow) && substr(flow, at, 1) ~ /[ \t]/) at++
  return substr(flow, at, 1)
}

# A word of the flow text, up to one of the given ends that stands outside quotes.
function word(ends,    from, c, quote) {
  peek()
  from = at
  quote = ""
  for (; at <= length(flow); at++) {
    c = substr(flow, at, 1)
    if (quote != "") { if (c == quote) quote = ""; continue }
    if ((c == "\"" || c == "'") && at == from) quote = c
    else if (c == ":" && index(ends, ":") && substr(flow, at + 1, 1) ~ /^[ ]?$/) break
    else if (c != ":" && index(ends, c)) break
  }
  return unquoted(substr(flow, from, at - from))
}

function flow_value(path,    c, key, n) {
  c = peek()
  if (c == "{") {
    at++
    while ((c = peek()) != "}") {
      if (c == "") refuse("a { is not closed")
      key = word(":,}")
      if (peek() == ":") { at++; flow_value(path "/" key) } else put(path "/" key, "")
      if (peek() == ",") at++
    }
    at++
  } else if (c == "[") {
    at++
    n = 0
    while ((c = peek()) != "]") {
      if (c == "") refuse("a [ is not closed")
      flow_value(path "/" n++)
      if (peek() == ",") at++
    }
    at++
  } else put(path, word(",}]"))
}

function value_at(path, text) {
  if (text ~ /^[{[]/) { flow = text; at = 1; flow_value(path) } else put(path, unquoted(text))
}

# The path that a line at this indentation belongs to; deeper levels are closed.
function parent(indent) {
  while (depth > 0 && level[depth] >= indent) depth--
  return depth > 0 ? path_of[depth] : ""
}

function join(head, tail) { return head == "" ? tail : head "/" tail }

{
  if (open > 0) held = held " " bare($0)
  else held = bare($0)
  if (open > 0) next
  if (open < 0) refuse("a bracket is closed that was not opened")
  if (held ~ /^[ \t]*$/ || held ~ /^---/) next
  if (held ~ /^ *\t/) refuse("a tab indents this line")
  match(held, /^ */)
  indent = RLENGTH
  text = substr(held, indent + 1)

  while (text ~ /^-( |$)/) {
    # "- x" at the indentation of its key still belongs to the key.
    while (depth > 0 && (level[depth] > indent || (level[depth] == indent && is_item[depth]))) depth--
    owner = depth > 0 ? path_of[depth] : ""
    depth++
    level[depth] = indent
    is_item[depth] = 1
    path_of[depth] = join(owner, count[owner]++ + 0)
    sub(/^-/, " ", text)
    match(text, /^ */)
    indent += RLENGTH
    text = substr(text, RLENGTH + 1)
    if (text == "") next
    if (text !~ /^[^ "'{[][^:]*:( |$)/ && text !~ /^-/) { value_at(path_of[depth], text); next }
  }

  if (!match(text, /^("[^"]*"|'[^']*'|[^:{["'][^:]*):( |$)/)) refuse("this is no \"key: value\"")
  key = unquoted(substr(text, 1, RLENGTH - (substr(text, RLENGTH, 1) == " " ? 2 : 1)))
  rest = substr(text, RLENGTH + 1)
  sub(/^[ ]+/, "", rest)
  owner = parent(indent)
  if (rest != "") { value_at(join(owner, key), rest); next }
  depth++
  level[depth] = indent
  is_item[depth] = 0
  path_of[depth] = join(owner, key)
}

END { if (!refused && open > 0) { print "a bracket is never closed" > "/dev/stderr"; exit 1 } }
