#!/usr/bin/env bash
# run_collection.sh <iflowsim> <tenant folder> <newman>
# Serves a copy of the tenant on free ports and lets newman run the Postman collections of its folder postman/.
# Exit status 77: skipped, with the reason printed.
set -euo pipefail
iflowsim=$1
tenant=$2
newman=$3
. "$(dirname "$0")/served_copy.sh"

need_newman "$newman"
shopt -s nullglob
collections=("$tenant"/postman/*.postman_collection.json)
[ ${#collections[@]} -gt 0 ] || skip "no Postman collection in $tenant"
copy_tenant "$tenant"
serve_copy "$iflowsim"
for collection in "${collections[@]}"; do
  "$newman" run "$collection" --insecure --color off --env-var "base=$runtime"
done
