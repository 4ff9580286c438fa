#!/usr/bin/env node
import { command } from "./command.ts";

const output = {
  out: (text: string) => void process.stdout.write(text),
  progress: (line: string) => void process.stderr.write(`${line}\n`),
};

// Without `await`, which the CommonJS build does not have here. A rejection ends the program with its stack and exit code 1.
void command(process.argv.slice(2), output).then((code) => {
  process.exitCode = code;
});
