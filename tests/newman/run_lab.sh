#!/usr/bin/env bash
# run_lab.sh <iflowsim> <tenant folder> <newman>
# Makes the certificate lab of a copy of the tenant, serves it on free ports, and calls every flow with every certificate
# as the lab's own script does. Exit status 77: skipped, with the reason printed.
set -euo pipefail
iflowsim=$1
tenant=$2
newman=$3
. "$(dirname "$0")/served_copy.sh"

need_newman "$newman"
copy_tenant "$tenant"
"$iflowsim" certs "$work/tenant"
serve_copy "$iflowsim"
NEWMAN=$newman BASE=$runtime "$work/tenant/certs/newman.sh"
