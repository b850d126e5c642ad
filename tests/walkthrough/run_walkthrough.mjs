// run_walkthrough.mjs <iflowsim> <project folder> <sample>
// Runs every command of a sample's README as it stands there, on a copy of the sample, and compares what the commands
// print. Blocks marked `sh` are commands, `sh server` a server that the following blocks talk to, and a block `text`
// behind one shows lines that are printed in that order; `...` stands for any text. Only the ports differ from what
// stands there, so that the test can run anywhere. Exit status 77: skipped, with the reason printed.
import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const [iflowsim, project, sample] = process.argv.slice(2);
const patience = 120_000;

function skip(reason) {
  console.log(`skipped: ${reason}`);
  process.exit(77);
}

async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return String(port);
}

/** The blocks of the page with their language, line and text. */
function readBlocks(page) {
  const blocks = [];
  let block = null;
  page.split("\n").forEach((line, index) => {
    if (block === null) {
      const opening = /^```(\S.*)$/.exec(line);
      if (opening) block = { language: opening[1].trim(), line: index + 2, lines: [] };
    } else if (line === "```") {
      blocks.push({ ...block, text: block.lines.join("\n") });
      block = null;
    } else {
      block.lines.push(line);
    }
  });
  return blocks;
}

/** A shell that lives as long as the walk-through, so that folders and variables stay. */
class Shell {
  constructor(folder) {
    this.process = spawn("bash", [], { cwd: folder, stdio: ["pipe", "pipe", "inherit"] });
    this.output = "";
    this.process.stdout.on("data", (bytes) => {
      this.output += bytes;
      this.onOutput?.();
    });
    this.process.on("exit", () => this.onOutput?.(true));
  }

  /** Runs the commands; gives their exit status and what they printed. */
  async run(commands) {
    const end = `end-of-block-${Math.random()}`;
    this.output = "";
    this.process.stdin.write(`{ ${commands}\n} </dev/null\nprintf '\\n%s %s\\n' ${end} $?\n`);
    return await new Promise((done, failed) => {
      const timer = setTimeout(() => failed(new Error(`no end after ${patience / 1000} s`)), patience);
      this.onOutput = (ended) => {
        const found = new RegExp(`\\n${end} (\\d+)\\n`).exec(this.output);
        if (!found && !ended) return;
        clearTimeout(timer);
        if (!found) return failed(new Error("the shell ended"));
        done({ status: Number(found[1]), printed: this.output.slice(0, found.index) });
      };
    });
  }
}

/** A server in the shell's folder; resolves once it is ready. */
async function startServer(shell, command) {
  const { printed } = await shell.run("echo \"$PWD\"; echo \"$PATH\"");
  const [cwd, path] = printed.trim().split("\n");
  const env = { ...process.env, PATH: path };
  const server = spawn("bash", ["-c", `exec ${command}`], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  await new Promise((done, failed) => {
    const timer = setTimeout(() => failed(new Error(`the server is not ready:\n${said}`)), patience);
    const hear = (bytes) => {
      said += bytes;
      if (!/^ready /m.test(said)) return;
      clearTimeout(timer);
      done();
    };
    server.stdout.on("data", hear);
    server.stderr.on("data", hear);
    server.on("exit", (code) => failed(new Error(`the server ended with ${code}:\n${said}`)));
  });
  return server;
}

async function stopServer(server) {
  if (!server || server.exitCode !== null) return;
  const ended = new Promise((done) => server.once("exit", done));
  server.kill("SIGTERM");
  await ended;
}

/** The first expected line that is not printed behind the lines before it; null when all are. */
function missingLine(expected, printed) {
  const lines = printed.split("\n");
  let at = 0;
  for (const line of expected.split("\n")) {
    const parts = line.trim().split("...").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    const pattern = new RegExp(`^\\s*${parts.join(".*")}\\s*$`);
    while (at < lines.length && !pattern.test(lines[at])) at += 1;
    if (at === lines.length) return line;
    at += 1;
  }
  return null;
}

const page = join(project, "samples", sample, "README.md");
for (const tool of ["curl", "openssl"]) {
  if (!process.env.PATH.split(":").some((folder) => existsSync(join(folder, tool)))) skip(`${tool} is not installed`);
}
if (!existsSync(join(project, "node_modules", ".bin", "newman"))) skip("newman is not installed; ./test installs it");

const work = mkdtempSync(join(tmpdir(), "walkthrough-"));
let server = null;
let failures = 0;
try {
  cpSync(join(project, "samples", sample), join(work, "samples", sample), {
    recursive: true,
    filter: (path) => !/\/(\.iflowsim|certs|trusted-cas)$/.test(path),
  });
  mkdirSync(join(work, "build", "release", "bin"), { recursive: true });
  symlinkSync(resolve(iflowsim), join(work, "build", "release", "bin", "iflowsim"));
  symlinkSync(resolve(project, "node_modules"), join(work, "node_modules"));
  const ports = {};
  const withFreePorts = (text) => text.replace(/\b84[45][34]\b/g, (port) => ports[port] ?? port);
  for (const port of ["8443", "8444", "8453", "8454"]) ports[port] = await freePort();
  for (const tenant of [".", "neo", "cf"]) {
    const file = join(work, "samples", sample, tenant, "tenant.yaml");
    if (existsSync(file)) writeFileSync(file, withFreePorts(readFileSync(file, "utf8")));
  }

  let shell = new Shell(work);
  let printed = "";
  for (const { language, line, text } of readBlocks(readFileSync(page, "utf8"))) {
    const commands = withFreePorts(text);
    if (language === "sh server") {
      await stopServer(server);
      server = await startServer(shell, commands);
    } else if (language.startsWith("sh")) {
      // A part begins in the project's folder.
      if (/^cd samples\//m.test(text)) await shell.run(`cd '${work}'; export PATH="$PWD/build/release/bin:$PATH"`);
      const outcome = await shell.run(commands);
      printed = outcome.printed;
      if (outcome.status !== 0) {
        failures += 1;
        console.log(`${page}:${line}: the commands end with ${outcome.status}:\n${commands}\n${printed}`);
      }
    } else if (language === "text") {
      const missing = missingLine(withFreePorts(text), printed);
      if (missing !== null) {
        failures += 1;
        console.log(`${page}:${line}: not printed: ${missing}\nbut:\n${printed}`);
      }
    }
  }
  shell.process.stdin.end();
} finally {
  await stopServer(server);
  rmSync(work, { recursive: true, force: true });
}
console.log(failures === 0 ? `every command of ${page} does what the page says` : `${failures} failures`);
process.exit(failures === 0 ? 0 : 1);
