#!/usr/bin/env bash
# run_collection.sh <iflowsim> <tenant folder> <newman>
# Serves a copy of the tenant on free ports and lets newman run the Postman collections of its folder postman/.
# Exit status 77: skipped, with the reason printed.
set -euo pipefail
iflowsim=$1
tenant=$2
newman=$3

skip() { printf 'skipped: %s\n' "$1"; exit 77; }
[ -x "$newman" ] || skip "newman is not installed; ./test installs it"
shopt -s nullglob
collections=("$tenant"/postman/*.postman_collection.json)
[ ${#collections[@]} -gt 0 ] || skip "no Postman collection in $tenant"

work=$(mktemp -d)
server=
end() {
  [ -z "$server" ] || { kill -TERM "$server" 2>/dev/null || true; wait "$server" || true; }
  rm -rf "$work"
}
trap end EXIT
cp -r "$tenant" "$work/tenant"
rm -rf "$work/tenant/.iflowsim"

coproc SERVER { exec "$iflowsim" serve "$work/tenant" -D ports.runtime=0 -D ports.management=0 2>"$work/log"; }
server=$SERVER_PID
if ! read -r -t 60 line <&"${SERVER[0]}" || [[ $line != "ready runtime="* ]]; then
  printf 'the server did not become ready: %s\n' "${line:-}"
  cat "$work/log"
  exit 1
fi
runtime=${line#ready runtime=}
runtime=${runtime%% *}

for collection in "${collections[@]}"; do
  "$newman" run "$collection" --insecure --color off --env-var "base=$runtime"
done
