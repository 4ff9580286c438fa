/**
 * A supervisor is a small process between the program and the engine. It starts the engine, writes the engine's
 * process id to descriptor 3, and waits for its standard input to close, which the system does when the program ends in
 * any way, SIGKILL included. Then it kills the engine. The engine never runs without one.
 */
export interface Supervisor {
  readonly command: string;
  readonly arguments: readonly string[];
}

// The watcher is a shell of its own, so that the engine dies with the program even if the outer shell was killed.
const SHELL = `
exec 4<&0 </dev/null
"$@" 3>&- 4<&- &
engine=$!
echo "$engine" >&3
exec 3>&-
( while read -r line; do :; done <&4; kill -9 "$engine" 2>/dev/null ) &
watcher=$!
exec 4<&-
wait "$engine"
code=$?
kill -9 "$watcher" 2>/dev/null
exit "$code"
`;

const NODE = `
const { spawn } = require("node:child_process");
const { closeSync, writeSync } = require("node:fs");
const [, command, ...rest] = process.argv;
const engine = spawn(command, rest, { stdio: ["ignore", "inherit", "inherit"], windowsHide: true });
engine.on("error", (error) => { console.error(error.message); process.exit(127); });
engine.on("exit", (code) => process.exit(code ?? 137));
if (engine.pid !== undefined) writeSync(3, engine.pid + "\\n");
closeSync(3);
const end = () => engine.kill("SIGKILL");
process.stdin.on("end", end).on("error", end).on("close", end).resume();
`;

/** A shell costs a millisecond, a second Node 40: the latter only where there is no shell. */
export function supervisor(kind: "shell" | "node" = process.platform === "win32" ? "node" : "shell"): Supervisor {
  return kind === "shell"
    ? { command: "/bin/sh", arguments: ["-c", SHELL, "keywright-engine"] }
    : { command: process.execPath, arguments: ["-e", NODE] };
}
