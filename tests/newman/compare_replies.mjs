// compare_replies.mjs <report of newman's JSON reporter> <expected replies>
//
// Prints a line for every request, with what differs, and ends with 1 when one does. Of each request is expected, in the
// order of the collection:
//   request       its name
//   demands       in words, what the flow's script makes of it
//   status        of the reply
//   bytes, sha256 size and digest of the body
//   has           text to the number of times it is in the body
//   content_type  the header
//   own_fault     why the request itself does not do what its name says
//   waits_for     what its flow needs that is not built: only the status is compared then

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const [report, expectations] = process.argv.slice(2).map((file) => JSON.parse(readFileSync(file, 'utf8')));
const kShown = 600;

function readReply(execution) {
  const reply = execution.response;
  if (reply === undefined) return { status: `none: ${execution.requestError?.message ?? 'no reason given'}` };
  const body = Buffer.from(reply.stream?.data ?? []);
  const type = reply.header.find((field) => field.key.toLowerCase() === 'content-type');
  return { status: reply.code, content_type: type?.value, body, text: body.toString('latin1') };
}

function occurrences(text, part) {
  return text.split(Buffer.from(part, 'utf8').toString('latin1')).length - 1;
}

function findDifferences(expected, reply) {
  const found = [];
  const compare = (what, wanted, given) => {
    if (wanted !== undefined && wanted !== given) found.push(`${what} is ${given}, not ${wanted}`);
  };
  compare('status', expected.status, reply.status);
  if (expected.waits_for !== undefined || reply.body === undefined) return found;
  compare('content type', expected.content_type, reply.content_type);
  compare('size', expected.bytes, reply.body.length);
  compare('digest', expected.sha256, createHash('sha256').update(reply.body).digest('hex'));
  for (const [part, count] of Object.entries(expected.has ?? {})) {
    compare(`number of ${JSON.stringify(part)}`, count, occurrences(reply.text, part));
  }
  return found;
}

const executions = report.run.executions;
const wanted = expectations.requests;
let differing = 0;
for (let i = 0; i < Math.max(executions.length, wanted.length); ++i) {
  const name = executions[i]?.item.name;
  const expected = wanted[i] ?? {};
  const reply = executions[i] === undefined ? {} : readReply(executions[i]);
  const differences = name === expected.request ? findDifferences(expected, reply) : [`it is ${name}`];
  const marks = [
    ...(expected.waits_for === undefined ? [] : [`waits for ${expected.waits_for.join(', ')}`]),
    ...(expected.own_fault === undefined ? [] : [`own fault: ${expected.own_fault}`]),
  ];
  console.log(`${differences.length === 0 ? 'as expected' : 'DIFFERS'}  ${i + 1}. ${expected.request}  ${marks.join('; ')}`);
  for (const difference of differences) console.log(`    ${difference}`);
  if (differences.length > 0) {
    differing += 1;
    if (reply.text !== undefined) console.log(`    it was: ${JSON.stringify(reply.text.slice(0, kShown))}`);
  }
}
const waiting = wanted.filter((expected) => expected.waits_for !== undefined).length;
console.log(`${wanted.length} requests: ${wanted.length - waiting - differing} with the reply their script demands, ` +
  `${waiting} wait for what is not built, ${differing} differ`);
process.exit(differing === 0 ? 0 : 1);
