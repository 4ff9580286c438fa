#!/usr/bin/env node
import { createInterface } from "node:readline/promises";
import { runProgram } from "./program/run-program.ts";
import { exitCodes } from "./world/exit-code.ts";
import type { Io } from "./world/io.ts";

const controller = new AbortController();
process.on("SIGINT", () => {
  // Once for an end in good order, twice for one at once.
  if (controller.signal.aborted) process.exit(exitCodes.interrupted);
  controller.abort(new Error("ended by the user"));
});

const io: Io = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  interactive: process.stdin.isTTY === true && process.stderr.isTTY === true,
  terminal: process.stderr.isTTY === true,
  columns: process.stderr.columns ?? 80,
  cwd: process.cwd(),
  env: process.env,
  async ask(question) {
    const lines = createInterface({ input: process.stdin, output: process.stderr });
    try {
      return await lines.question(question, { signal: controller.signal });
    } finally {
      lines.close();
    }
  },
  signal: controller.signal,
};

// Without `await`, which the CommonJS build does not have here. A rejection ends the program with its stack and exit code 1.
void runProgram(process.argv.slice(2), io).then((code) => {
  process.exitCode = code;
});
