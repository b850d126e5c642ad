#!/usr/bin/env bash
# run_lab.sh <iflowsim> <tenant folder> <newman>
# Makes the certificate lab of a copy of the tenant, serves it on free ports, and calls every flow with every certificate
# as the lab's own script does. Exit status 77: skipped, with the reason printed.
set -euo pipefail
iflowsim=$1
tenant=$2
newman=$3

if [ ! -x "$newman" ]; then
  printf 'skipped: newman is not installed; ./test installs it\n'
  exit 77
fi

work=$(mktemp -d)
server=
end() {
  [ -z "$server" ] || { kill -TERM "$server" 2>/dev/null || true; wait "$server" || true; }
  rm -rf "$work"
}
trap end EXIT
cp -r "$tenant" "$work/tenant"
rm -rf "$work/tenant/.iflowsim" "$work/tenant/certs"
"$iflowsim" certs "$work/tenant"

coproc SERVER { exec "$iflowsim" serve "$work/tenant" -D ports.runtime=0 -D ports.management=0 2>"$work/log"; }
server=$SERVER_PID
if ! read -r -t 60 line <&"${SERVER[0]}" || [[ $line != "ready runtime="* ]]; then
  printf 'the server did not become ready: %s\n' "${line:-}"
  cat "$work/log"
  exit 1
fi
runtime=${line#ready runtime=}
NEWMAN=$newman BASE=${runtime%% *} "$work/tenant/certs/newman.sh"
