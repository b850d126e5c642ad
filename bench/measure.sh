# Measuring and printing; to be sourced by bench/run.

milliseconds_since() {
  awk -v from="$1" -v to="$EPOCHREALTIME" 'BEGIN { printf "%.1f", (to - from) * 1000 }'
}

# median: of the numbers on standard input, one a line.
median() {
  sort -g | awk '{ v[NR] = $1 } END { if (NR) print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'
}

ratio() { awk -v a="$1" -v b="$2" 'BEGIN { if (b > 0) printf "%.2f", a / b; else printf "-" }'; }

# resident <process>: MiB
resident() { awk '/^VmRSS/ { printf "%.1f\n", $2 / 1024 }' "/proc/$1/status"; }

# load <seconds> <connections> <url>: prints "<req/s> <p99 ms> <failed> <p50 ms>"; SOAP addresses get a SOAP message
load() {
  local threads=2 body=bench/order.xml type=application/xml
  [ "$2" -gt 1 ] || threads=1
  case $3 in */cxf/*) body=bench/soap_order.xml type=text/xml ;; esac
  BENCH_BODY=$body BENCH_TYPE=$type wrk -t "$threads" -c "$2" -d "${1}s" --timeout 10s --latency -s bench/post.lua "$3" |
    awk '$1 == "result" { print $2, $3, $4, $5 }'
}

# alternate <connections> <name=url>...: warms each one up, then loads one after the other, round by round, and leaves
# what each reached in $work/runs/<name>; of the server it notes the memory, too.
alternate() {
  local connections=$1 round peer run
  shift
  rm -rf "$work/runs"
  mkdir "$work/runs"
  for peer in "$@"; do
    load 1 "$connections" "${peer#*=}" >/dev/null
  done
  for ((round = 0; round < rounds; round++)); do
    for peer in "$@"; do
      load "$seconds" "$connections" "${peer#*=}" >>"$work/runs/${peer%%=*}" &
      run=$!
      sleep "$(awk -v seconds="$seconds" 'BEGIN { print seconds / 2 }')"
      [ "${peer%%=*}" != iflowsim ] || resident "$server" >>"$work/memory"
      wait "$run"
    done
  done
}

# reached <name> <column>: the median of a peer's runs
reached() { awk -v column="$2" '{ print $column }' "$work/runs/$1" | median; }

failures() { cat "$work"/runs/* | awk '{ n += $3 } END { print n + 0 }'; }

table_head() {
  printf '%-6s %-6s %6s  %10s %8s   %-9s %10s %8s   %s\n' \
    flow over conns 'iflowsim/s' 'p99 ms' peer 'peer/s' 'p99 ms' 'ratio of req/s'
}

# compare <flow> <over> <connections> <peer=url>...: one line for each peer
compare() {
  local flow=$1 over=$2 connections=$3 peer ours theirs
  shift 3
  start_server
  alternate "$connections" "iflowsim=${!over}/http/$flow" "$@"
  ours=$(reached iflowsim 1)
  for peer in "$@"; do
    theirs=$(reached "${peer%%=*}" 1)
    printf '%-6s %-6s %6d  %10.0f %8.2f   %-9s %10.0f %8.2f   %s\n' "$flow" "$over" "$connections" \
      "$ours" "$(reached iflowsim 2)" "${peer%%=*}" "$theirs" "$(reached "${peer%%=*}" 2)" "$(ratio "$ours" "$theirs")"
  done
  [ "$(failures)" -eq 0 ] || printf '       %s calls of this row failed\n' "$(failures)"
  stop_server
}

# same_answers <flow> <url>...: what is compared must give the same answer.
same_answers() {
  local flow=$1 url answer first=
  shift
  for url in "$@"; do
    answer=$(curl -sk --data-binary @bench/order.xml -H 'Content-Type: application/xml' \
      -H "Authorization: $BENCH_AUTHORIZATION" "$url/http/$flow")
    first=${first:-$answer}
    [ -n "$answer" ] && [ "$answer" = "$first" ] && continue
    say "$url/http/$flow answers otherwise than the first: $answer"
    return 1
  done
}

# The first call goes over HTTPS through curl, whose own start is part of the time.
measure_starts() {
  local begin i
  : >"$work/starts"
  : >"$work/first"
  for ((i = 0; i < 10; i++)); do
    begin=$EPOCHREALTIME
    start_server
    same_answers echo "$https"
    milliseconds_since "$begin" >>"$work/first"
    echo >>"$work/first"
    echo "$ready_ms" >>"$work/starts"
    [ "$i" -lt 9 ] || resident "$server" >"$work/idle"
    stop_server
  done
  printf 'start to ready                 %8.1f ms  (median of 10)\n' "$(median <"$work/starts")"
  printf 'start to first reply           %8.1f ms  (median of 10, over HTTPS by curl, password hash checked)\n' \
    "$(median <"$work/first")"
}

measure_memory() {
  printf 'resident memory idle           %8.1f MiB (after one call)\n' "$(cat "$work/idle")"
  printf 'resident memory under load     %8.1f MiB (most of all runs above)\n' "$(sort -g "$work/memory" 2>/dev/null | tail -n 1)"
}

measure_trace() {
  local level
  start_server
  rm -rf "$work/runs"
  mkdir "$work/runs"
  load 1 64 "$https/http/echo" >/dev/null
  for ((round = 0; round < rounds; round++)); do
    for level in INFO TRACE; do
      "$program" log-level echo "$level" --tenant "$work/tenant" >/dev/null
      load "$seconds" 64 "$https/http/echo" >>"$work/runs/$level"
    done
  done
  printf 'cost of TRACE                  %8s     of the req/s at INFO (%.0f of %.0f; echo, HTTPS, 64 connections)\n' \
    "$(ratio "$(reached TRACE 1)" "$(reached INFO 1)")" "$(reached TRACE 1)" "$(reached INFO 1)"
  [ "$(failures)" -eq 0 ] || printf '       %s calls of this row failed\n' "$(failures)"
  stop_server
}

# The same message as an envelope, in and out.
measure_soap() {
  start_server
  alternate 64 "iflowsim=$https/cxf/echo" "https=$https/http/echo"
  printf 'SOAP echo, HTTPS, 64 connections %7.0f/s  ratio %s of the HTTPS echo (%.0f/s), p99 %.2f and %.2f ms\n' \
    "$(reached iflowsim 1)" "$(ratio "$(reached iflowsim 1)" "$(reached https 1)")" "$(reached https 1)" \
    "$(reached iflowsim 2)" "$(reached https 2)"
  [ "$(failures)" -eq 0 ] || printf '       %s calls of this row failed\n' "$(failures)"
  stop_server
}
