import { TableError, verifyTable } from "@keywright/tables";
import { printJson } from "../output/json.ts";
import { withTables } from "../tables/connected-tables.ts";
import { exitCodes } from "../world/exit-code.ts";
import { type Command, command } from "./command.ts";
import { connectionOptions } from "./common-options.ts";

interface Verdict {
  readonly table: string;
  /** A sentence for each. */
  readonly differences: readonly string[];
  /** Settings that could not be compared, and why. */
  readonly unknown: readonly string[];
}

export const verifyCommand: Command = command({
  name: "verify",
  summary: "Makes sure that tables are as their model says: for CI, and before a deployment.",
  usage: "[table...]",
  details: [
    "Names each difference between a table and its model; settings that the model does not name are not compared. Changes nothing. Without names all tables of the model are compared.",
  ],
  options: connectionOptions,
  examples: [
    {
      line: "verify --model src/model.ts --table-name TaskApp=prod-TaskApp",
      says: "one table, under its name in production",
    },
    { line: "verify --json", says: "as JSON, for other programs; the model stands in keywright.config.ts" },
  ],
  exits: [[exitCodes.different, "a table is not there, or differs from its model"]],
  run({ values, positionals }, context) {
    const { io } = context;
    return withTables(values, positionals, context, async ({ client, others, tables, nameOf }) => {
      const verdicts: Verdict[] = [];
      for (const table of tables) {
        const name = nameOf(table);
        const options = { name, signal: io.signal, ...others.options };
        verdicts.push(
          await verifyTable(client, table, options).then(
            ({ unknown }) => ({ table: name, differences: [], unknown }),
            (error: unknown) => ({ table: name, differences: differencesOf(error), unknown: [] }),
          ),
        );
      }
      io.out(values.json ? printJson(verdicts) : verdicts.map(verdictText).join(""));
      return verdicts.every(({ differences }) => differences.length === 0) ? exitCodes.ok : exitCodes.different;
    });
  },
});

/** @throws what is no difference */
function differencesOf(error: unknown): readonly string[] {
  if (!TableError.isInstance(error)) throw error;
  if (error.code === "table-absent") return ["it is not there"];
  if (error.code === "table-differs") return error.differences;
  throw error;
}

function verdictText({ table, differences, unknown }: Verdict): string {
  const verdict = differences.length === 0 ? "as its model says" : "differs from its model";
  return [
    `${table}: ${verdict}`,
    ...differences.map((difference) => `  ! ${difference}`),
    ...unknown.map((what) => `  ? ${what}`),
    "",
  ].join("\n");
}
