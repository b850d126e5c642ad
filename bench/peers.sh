# The programs that bench/run measures; to be sourced by it. All listen on 127.0.0.1 and keep their files in $work.

# expect <seconds> <what> <command>...: repeats the command until it succeeds.
expect() {
  local deadline=$((SECONDS + $1)) what=$2
  shift 2
  until "$@"; do
    [ "$SECONDS" -lt "$deadline" ] || { say "$what"; return 1; }
    sleep 0.1
  done
}

# free_port: one that nothing listens on at this moment, outside of the range from which the kernel hands out ports.
free_port() {
  local port
  while port=$((20000 + RANDOM % 10000)) && (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do :; done
  echo "$port"
}

make_tenant() {
  cp -r bench/tenant "$work/tenant"
  local hash
  password=$(head -c 12 /dev/urandom | base64)
  hash=$("$program" hash-password <<<"$password")
  mkdir -p "$work/tenant/security"
  cat >"$work/tenant/security/users.yaml" <<END
users:
  - name: bench
    password_hash: $hash
    groups: [callers]
groups:
  - name: callers
    roles: [ESBMessaging.send]
END
  "$program" certs "$work/tenant" >/dev/null
  cp "$work/tenant/certs/authorities/root.pem" "$work/root.pem"
  BENCH_AUTHORIZATION="Basic $(printf 'bench:%s' "$password" | base64 -w0)"
  export BENCH_AUTHORIZATION
}

# start_server: with an empty processing log; sets server, https, http, and ready_ms, the time it took.
start_server() {
  local begin=$EPOCHREALTIME line
  rm -f "$work"/tenant/.iflowsim/log.db*
  "$program" serve "$work/tenant" -D ports.runtime=0 -D ports.management=0 -D ports.http=0 \
    >"$work/ready" 2>>"$work/server.log" &
  server=$!
  exec 4<"$work/ready"
  if ! read -r -t 60 line <&4; then
    say "iflowsim is not ready:"
    tail -n 5 "$work/server.log" >&2
    return 1
  fi
  exec 4<&-
  ready_ms=$(milliseconds_since "$begin")
  https=${line#*runtime=}
  https=${https%% *}
  http=${line#*http=}
  http=${http%% *}
}

stop_server() {
  [ -z "${server:-}" ] && return
  kill -TERM "$server"
  wait "$server" || say "iflowsim ended with an error; see its log"
  server=
}

# start_nginx: answers like the two flows, with the tenant's own certificate and no access log.
start_nginx() {
  nginx_https=https://localhost:$(free_port)
  nginx_http=http://localhost:$(free_port)
  sed -e "s#@work@#$work#g" -e "s#@https@#127.0.0.1:${nginx_https##*:}#" -e "s#@http@#127.0.0.1:${nginx_http##*:}#" \
    -e "s#@order@#$(<bench/order.xml)#" bench/nginx.conf >"$work/nginx.conf"
  nginx -p "$work" -c "$work/nginx.conf" -e "$work/nginx.log" &
  nginx=$!
  expect 10 "nginx does not answer" curl -sko /dev/null "$nginx_http/http/echo"
}

# start_wiremock: one Java program with the stubs of bench/wiremock.
start_wiremock() {
  wiremock_http=http://localhost:$(free_port)
  cp -r bench/wiremock "$work/wiremock"
  java -jar node_modules/wiremock/build/wiremock-standalone-*.jar --bind-address 127.0.0.1 \
    --port "${wiremock_http##*:}" --root-dir "$work/wiremock" --no-request-journal --disable-banner \
    >"$work/wiremock.log" 2>&1 &
  wiremock=$!
  expect 60 "WireMock does not answer" curl -so /dev/null "$wiremock_http/http/route"
}
