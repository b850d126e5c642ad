# What a Groovy step costs; to be sourced by bench/run. The flow is the echo with one step that reads the body.

# measure_script: the flow beside the echo in the same server, and its first reply after a cold start
measure_script() {
  local begin i connections
  cp -r bench/script_flow "$work/tenant/flows/script"
  : >"$work/cold"
  for ((i = 0; i < 5; i++)); do
    begin=$EPOCHREALTIME
    start_server
    same_answers script "$https"
    milliseconds_since "$begin" >>"$work/cold"
    echo >>"$work/cold"
    [ "$i" -eq 4 ] || stop_server
  done
  printf 'first reply of a script after a cold start %5.0f ms  (median of 5, over HTTPS by curl)\n' "$(median <"$work/cold")"
  same_answers script "$https" "$http" && same_answers echo "$https"
  # A virtual machine gets fast only once it is warm.
  load 10 8 "$http/http/script" >/dev/null
  for connections in 1 8; do
    alternate "$connections" "iflowsim=$http/http/script" "echo=$http/http/echo"
    printf 'Groovy step, HTTP, %d connections %9.0f/s  echo %7.0f/s  ratio %s  p50 %s and %s us: %s us for the step\n' \
      "$connections" "$(reached iflowsim 1)" "$(reached echo 1)" "$(ratio "$(reached iflowsim 1)" "$(reached echo 1)")" \
      "$(microseconds iflowsim)" "$(microseconds echo)" "$(($(microseconds iflowsim) - $(microseconds echo)))"
    [ "$(failures)" -eq 0 ] || printf '       %s calls of this row failed\n' "$(failures)"
  done
  stop_server
}

# microseconds <name>: the median of what half of its calls took at most
microseconds() { awk -v ms="$(reached "$1" 4)" 'BEGIN { printf "%.0f", ms * 1000 }'; }
