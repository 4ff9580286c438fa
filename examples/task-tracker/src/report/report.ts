import { stdout } from "node:process";
import { inspect } from "node:util";
import type { RequestEvent } from "keywright";
import { showRequest } from "./request.ts";
import { showPlain } from "./value.ts";

/** Prints a program as it runs: what is done and why, the call, the request it makes, and what came of it. */
export interface Report {
  /** A step: what is done, and why. */
  step(title: string, why: string): void;
  /** The call as one would write it. */
  call(code: string): void;
  /** A request on items. */
  request(event: RequestEvent): void;
  /** How many requests on items there were. */
  requests(): number;
  /** Lines that belong to the call above. */
  lines(lines: readonly string[]): void;
  /** What the call gave. */
  result(value: unknown): void;
  results(values: readonly unknown[]): void;
  /** An error that was expected, and what it carries. */
  refused(error: unknown, details?: Readonly<Record<string, unknown>>): void;
  note(text: string): void;
  /** The last line: how much was done. */
  end(): void;
}

type Style = "bold" | "dim" | "cyan" | "green" | "yellow";

/** A report on standard output, in colour where that is a terminal. */
export function createReport(): Report {
  const coloured = stdout.isTTY === true && process.env.NO_COLOR === undefined;
  const paint = (text: string, style: Style): string => {
    const codes = coloured ? inspect.colors[style] : undefined;
    return codes ? `\u001b[${codes[0]}m${text}\u001b[${codes[1]}m` : text;
  };
  const print = (line: string): void => {
    stdout.write(`${line}\n`);
  };
  const printLines = (lines: readonly string[]): void => {
    for (const line of lines) print(paint(`     ${line}`, "dim"));
  };
  let steps = 0;
  let requests = 0;
  return {
    step(title, why) {
      steps += 1;
      print(`\n${paint(`${steps}. ${title}`, "bold")}\n   ${why}`);
    },
    call: (code) => print(`\n   ${paint(code, "cyan")}`),
    request(event) {
      requests += 1;
      printLines(showRequest(event));
    },
    requests: () => requests,
    lines: printLines,
    result: (value) =>
      print(`   ${paint("=", "green")} ${value === undefined ? "nothing (undefined)" : showPlain(value)}`),
    results(values) {
      for (const value of values) print(`   ${paint("=", "green")} ${showPlain(value)}`);
      if (values.length === 0) print(`   ${paint("=", "green")} no items`);
    },
    refused(error, details = {}) {
      const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      for (const line of message.split("\n")) print(`   ${paint("!", "yellow")} ${line}`);
      for (const [name, value] of Object.entries(details))
        print(`   ${paint("!", "yellow")} ${name}: ${showPlain(value)}`);
    },
    note: (text) => print(`   ${text}`),
    end: () => print(`\n   ${steps} steps, ${requests} requests on items: each was checked, and did what it should.`),
  };
}
