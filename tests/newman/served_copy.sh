# Functions shared by the scripts of this folder; to be sourced. A skipped test prints its reason and exits with 77.

skip() { printf 'skipped: %s\n' "$1"; exit 77; }

# need_newman <newman>
need_newman() { [ -x "$1" ] || skip "newman is not installed; ./test installs it"; }

work=$(mktemp -d)
server=
end() {
  [ -z "$server" ] || { kill -TERM "$server" 2>/dev/null || true; wait "$server" || true; }
  rm -rf "$work"
}
trap end EXIT

# copy_tenant <tenant folder>: to $work/tenant, without what a server or the certificate lab made there.
copy_tenant() {
  cp -r "$1" "$work/tenant"
  rm -rf "$work/tenant/.iflowsim" "$work/tenant/certs"
}

# serve_copy <iflowsim>: on free ports; sets $runtime, the address of its flows.
serve_copy() {
  local line
  coproc SERVER { exec "$1" serve "$work/tenant" -D ports.runtime=0 -D ports.management=0 2>"$work/log"; }
  server=$SERVER_PID
  if ! read -r -t 60 line <&"${SERVER[0]}" || [[ $line != "ready runtime="* ]]; then
    printf 'the server did not become ready: %s\n' "${line:-}"
    cat "$work/log"
    exit 1
  fi
  runtime=${line#ready runtime=}
  runtime=${runtime%% *}
}
