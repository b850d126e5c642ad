#!/usr/bin/env bash
# run_message_transformations.sh <iflowsim> <newman> <folder of real bundles>
# Runs the Postman collection that a publisher delivers with its package of message transformations, as it is, against a
# tenant that holds the package as it is, and compares every reply with what its script demands
# (message_transformations/expected.json). IFLOWSIM_CORPUS names another folder. Exit status 77: skipped, with the reason
# printed.
set -euo pipefail
iflowsim=$1
newman=$2
corpus=${IFLOWSIM_CORPUS:-$3}
here=$(cd "$(dirname "$0")" && pwd)
. "$here/served_copy.sh"

need_newman "$newman"
package=$corpus/com-sap-integration-cloud-utilities-messagetransformations
collection=$package/MessageTransformations.postman_collection.json
[ -f "$collection" ] || skip "no collection in $package; name a folder of real bundles in IFLOWSIM_CORPUS"
command -v java >/dev/null || skip 'there is no Java to run scripts with'

copy_tenant "$here/message_transformations/tenant"
mkdir "$work/tenant/flows" "$work/tenant/security"
cp "$package"/*.zip "$package"/deps/*.zip "$work/tenant/flows"
chmod -R u+w "$work/tenant"
password=$(od -An -N12 -tx1 /dev/urandom | tr -d ' \n')
printf 'users:\n  - {name: publisher, password: "%s", roles: [ESBMessaging.send]}\n' "$password" \
  > "$work/tenant/security/users.yaml"
printf 'credentials:\n  - {alias: CI_PASS, user: publisher, password: "%s"}\n' "$password" \
  > "$work/tenant/security/credentials.yaml"

serve_copy "$iflowsim"
"$newman" run "$collection" --insecure --reporters json --reporter-json-export "$work/replies.json" \
  --env-var "Host=${runtime#https://}" --env-var clientid=publisher --env-var "clientsecret=$password"
node "$here/compare_replies.mjs" "$work/replies.json" "$here/message_transformations/expected.json" || {
  grep -E ' (Warning|Error) ' "$work/log" | cut -c1-400
  exit 1
}
