import { parseArgs } from "node:util";
import { examine } from "./doctor.ts";
import { printReport } from "./print.ts";

const USAGE = `keywright-testkit doctor [--start] [--json]

Prints which DynamoDB engines tests can use on this machine, what each lacks, and for those that are not
available why not and what to do.

  --start   also starts each that is available, and says how fast it answered; may fetch what is missing
  --json    prints the report as JSON

Exit code: 0, 1 where tests that do not choose have no engine, 2 for a command that is none.
`;

/** Where the command writes. */
interface Output {
  readonly out: (text: string) => void;
  readonly progress: (line: string) => void;
}

/** Runs the command line and returns its exit code. */
export async function command(args: readonly string[], { out, progress }: Output): Promise<number> {
  const options = {
    start: { type: "boolean" },
    json: { type: "boolean" },
    help: { type: "boolean", short: "h" },
  } as const;
  let parsed: ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>>;
  try {
    parsed = parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    progress(`${(error as Error).message}\n\n${USAGE}`);
    return 2;
  }
  const { values, positionals } = parsed;
  if (values.help === true) {
    out(USAGE);
    return 0;
  }
  if (positionals.length !== 1 || positionals[0] !== "doctor") {
    progress(USAGE);
    return 2;
  }
  const report = await examine({ start: values.start === true, progress });
  out(values.json === true ? `${JSON.stringify(report, undefined, 2)}\n` : printReport(report));
  return report.engines.some(({ name, available }) => name === report.chosen && available) ? 0 : 1;
}
