import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { formatPlan, planTable, type TablePlan } from "@keywright/tables";
import { printJson } from "../output/json.ts";
import { withTables } from "../tables/connected-tables.ts";
import { readDangers } from "../tables/dangers.ts";
import { exitCodes } from "../world/exit-code.ts";
import { type Command, command } from "./command.ts";
import { connectionOptions } from "./common-options.ts";

export const planCommand: Command = command({
  name: "plan",
  summary: "Says what has to be done to tables so that they are as their model says.",
  usage: "[table...]",
  details: [
    "Compares the tables with the model and lists the requests that make them so, which of them are dangerous, and what cannot be changed in place. Changes nothing. Without names all tables of the model are compared.",
  ],
  options: {
    ...connectionOptions,
    out: { type: "text", value: "<file>", help: "write the plan there, for keywright apply --plan" },
    leave: {
      type: "list",
      value: "<kind>",
      help: "leave dangerous steps of this kind out; may be given more than once",
    },
  },
  examples: [
    { line: "plan --model src/model.ts --table-name TaskApp=prod-TaskApp", says: "what a deployment would change" },
    {
      line: "plan --out plan.json",
      says: "a plan to be reviewed, and applied later; the model stands in keywright.config.ts",
    },
  ],
  exits: [[exitCodes.different, "there is something to do, or a difference that no request removes"]],
  run({ values, positionals }, context) {
    const { io } = context;
    const leave = readDangers("--leave", values.leave);
    return withTables(values, positionals, context, async ({ client, others, tables, nameOf }) => {
      const plans: TablePlan[] = [];
      for (const table of tables) {
        plans.push(
          await planTable(client, table, { name: nameOf(table), leave, signal: io.signal, ...others.options }),
        );
      }
      if (values.out !== undefined) await writeFile(resolve(io.cwd, values.out), printJson(plans));
      io.out(values.json ? printJson(plans) : plans.map(formatPlan).join("\n"));
      const same = plans.every(({ steps, cannot }) => steps.length === 0 && cannot.length === 0);
      return same ? exitCodes.ok : exitCodes.different;
    });
  },
});
