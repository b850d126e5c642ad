# What authentication costs; to be sourced by bench/run. wrk knows no client certificates, so ab and openssl call here.

# cpu <process>...: milliseconds of processor time that they and their children took so far
cpu() {
  local process
  for process in "$@" $(pgrep -P "$(IFS=,; echo "$*")"); do
    awk -v hertz="$(getconf CLK_TCK)" '{ sub(/^.*\) /, ""); print ($12 + $13) * 1000 / hertz }' "/proc/$process/stat"
  done | awk '{ sum += $1 } END { print sum }'
}

# make_callers: the lab's client among 2,000 mapped certificates, and a client for tokens.
make_callers() {
  local clients=$work/tenant/certs/clients authorities=$work/tenant/certs/authorities serial hash
  cat "$clients/good.pem" "$clients/good.key" >"$work/good.pem"
  cat "$authorities/intermediate.pem" "$authorities/root.pem" >"$work/trusted.pem"
  openssl req -new -key "$clients/good.key" -subj /CN=other -out "$work/other.csr" 2>/dev/null
  {
    printf 'mappings:\n  - {user: bench, certificate: ../certs/clients/good.crt}\n'
    for ((serial = 1; serial < 2000; serial++)); do
      printf '  - user: other\n    certificate: |\n'
      openssl x509 -req -in "$work/other.csr" -CA "$authorities/intermediate.pem" -CAkey "$authorities/intermediate.key" \
        -set_serial "$serial" -days 1 2>/dev/null | sed 's/^/      /'
    done
  } >"$work/tenant/security/certificate-mappings.yaml"
  hash=$("$program" hash-password <<<"$password")
  printf 'clients:\n  - {id: bench, secret_hash: "%s"}\n' "$hash" >"$work/tenant/security/oauth-clients.yaml"
  sed -i "s/^users:/users:\n  - {name: oauth_client_bench, roles: [ESBMessaging.send]}/" "$work/tenant/security/users.yaml"
}

# shake <seconds> <url>: full handshakes with a client certificate by two callers; prints "<handshakes/s>"
shake() {
  local caller callers=()
  for caller in 1 2; do
    openssl s_time -connect "${2#https://}" -new -time "$1" -cert "$work/good.pem" -key "$work/good.pem" \
      -CAfile "$work/trusted.pem" 2>/dev/null >"$work/shake.$caller" &
    callers+=($!)
  done
  wait "${callers[@]}" || true
  awk '/real seconds/ { n += $1 / $4 } END { print n + 0 }' "$work"/shake.[12]
}

# handshakes: rounds of both servers, one after the other
handshakes() {
  local round name url before reached
  start_server
  rm -rf "$work/runs"
  mkdir "$work/runs"
  for ((round = 0; round < rounds; round++)); do
    for name in iflowsim nginx; do
      url=$https
      [ "$name" = iflowsim ] || url=$nginx_https
      before=$(cpu $([ "$name" = iflowsim ] && echo "$server" || echo "$nginx"))
      reached=$(shake "$seconds" "$url")
      awk -v reached="$reached" -v before="$before" \
        -v after="$(cpu $([ "$name" = iflowsim ] && echo "$server" || echo "$nginx"))" -v seconds="$seconds" \
        'BEGIN { print reached, (after - before) * 1000 / (reached * seconds) }' >>"$work/runs/$name"
    done
  done
  printf 'full handshakes, client certificate  %7.0f/s  nginx %7.0f/s  ratio %s   (CPU of the server %s of nginx)\n' \
    "$(reached iflowsim 1)" "$(reached nginx 1)" "$(ratio "$(reached iflowsim 1)" "$(reached nginx 1)")" \
    "$(ratio "$(reached iflowsim 2)" "$(reached nginx 2)")"
  stop_server
}

# call_as <seconds> <ab option>...: the echo flow over 64 kept connections; prints "<req/s> <CPU us a request> <failed>"
call_as() {
  local time=$1 before
  shift
  before=$(cpu "$server")
  ab -q -k -c 64 -t "$time" -n 100000000 -p bench/order.xml -T application/xml "$@" "$https/http/echo" 2>/dev/null \
    >"$work/ab"
  awk -v before="$before" -v after="$(cpu "$server")" '
    /^Complete requests/ { n = $3 }
    /^Failed requests|^Non-2xx/ { failed += $NF }
    /^Requests per second/ { print $4, (after - before) * 1000 / n, failed + 0 }' "$work/ab"
}

# identities: the same flow called by password, by one of 2,000 mapped certificates, and by token
identities() {
  local round name token
  start_server
  token=$(curl -sk -u "bench:$password" -d grant_type=client_credentials "$https/oauth/token" |
    sed 's/.*"access_token": *"\([^"]*\)".*/\1/')
  rm -rf "$work/runs"
  mkdir "$work/runs"
  for ((round = 0; round < rounds; round++)); do
    call_as "$seconds" -H "Authorization: $BENCH_AUTHORIZATION" >>"$work/runs/password"
    call_as "$seconds" -E "$work/good.pem" >>"$work/runs/mapping"
    call_as "$seconds" -H "Authorization: Bearer $token" >>"$work/runs/token"
  done
  for name in password mapping token; do
    printf 'echo, HTTPS, 64 connections, by %-9s %7.0f/s  ratio %s   (CPU of the server %s of that by password)\n' \
      "$name" "$(reached "$name" 1)" "$(ratio "$(reached "$name" 1)" "$(reached password 1)")" \
      "$(ratio "$(reached "$name" 2)" "$(reached password 2)")"
  done
  [ "$(failures)" -eq 0 ] || printf '       %s calls of these rows failed\n' "$(failures)"
  stop_server
}
