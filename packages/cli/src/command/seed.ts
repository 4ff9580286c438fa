import { resolve } from "node:path";
import { createTable } from "@keywright/tables";
import { createTestClock, loadSeed, type Seed, seedFromExport, seedFromJson } from "@keywright/testkit";
import { connection } from "../connection/connect.ts";
import { loadModel } from "../model/load-model.ts";
import { type Model, tablesNamed } from "../model/model.ts";
import { confirm } from "../output/confirm.ts";
import { count } from "../output/duration.ts";
import { printJson } from "../output/json.ts";
import { createProgress } from "../output/progress.ts";
import { exitCodes } from "../world/exit-code.ts";
import { Problem } from "../world/problem.ts";
import { type Command, command } from "./command.ts";
import { confirmOption, connectionOptions } from "./common-options.ts";

export const seedCommand: Command = command({
  name: "seed",
  summary: "Writes items of files into tables, for development and tests.",
  usage: "<file...>",
  details: [
    'A file is JSON with items as create takes them, by the names of entities: { "Task": [{ "userId": "ada", ... }] }. Dates are text, binary is base64, sets are lists. They get defaults, keys, a first version and timestamps. All items of a file are checked before the first is written.',
    "With --stored a file holds items as they are stored, in DynamoDB JSON: of an export to S3 (also a folder of such files, also with gzip), of dumpTable, or of aws dynamodb scan.",
    "What is there under the same key is replaced. Where requests do not go to an engine on this machine, the command asks first.",
  ],
  options: {
    ...connectionOptions,
    create: { type: "flag", help: "create the tables of the model that are not there" },
    stored: { type: "text", value: "<table>", help: "the files hold stored items of this table of the model" },
    ...confirmOption,
  },
  examples: [
    {
      line: "seed seed.json --model src/model.ts --endpoint http://127.0.0.1:8000 --create",
      says: "into an engine on this machine, which has no tables yet",
    },
    {
      line: "seed export/data --stored TaskApp --table-name TaskApp=dev-TaskApp --yes",
      says: "an export of another table, without a question",
    },
  ],
  exits: [],
  async run({ values, positionals }, context) {
    const { io } = context;
    if (positionals.length === 0) throw new Problem("No file is named.", { hint: "keywright seed seed.json" });
    const model = await loadModel(values.model, context);
    const files = positionals.map((file) => resolve(io.cwd, file));
    const seeds = seedsOf(model, files, values.stored);
    const connected = await connection(values, model, context);
    const { client, local, where } = connected;
    try {
      const tables = values.stored === undefined ? model.tables : tablesNamed(model, [values.stored]);
      const names = tables.map((table) => connected.nameOf(table)).join(", ");
      const agreed = local || values.yes === true;
      if (
        !(await confirm(io, `This writes items into ${names} in ${where}, over those with the same keys.`, { agreed }))
      ) {
        return exitCodes.error;
      }
      const created: string[] = [];
      for (const table of values.create ? tables : []) {
        const name = connected.nameOf(table);
        await createTable(client, table, {
          name,
          ifExists: "keep",
          signal: io.signal,
          onProgress: ({ step }) => {
            if (step === "create") created.push(name);
          },
        });
      }
      const progress = createProgress(io);
      const tableNames = Object.fromEntries(model.tables.map((table) => [table.model.name, connected.nameOf(table)]));
      const { items } = await loadSeed({ client, tableNames, clock: createTestClock() }, seeds, {
        signal: io.signal,
        onProgress: ({ items }) => progress.update(undefined, `${count(items)} items`),
      }).finally(() => progress.end());
      if (values.json) io.out(printJson({ items, created }));
      else
        io.out(`${created.map((name) => `Created ${name}.\n`).join("")}Wrote ${count(items)} items into ${names}.\n`);
      return exitCodes.ok;
    } finally {
      client.destroy();
    }
  },
});

function seedsOf(model: Model, files: readonly string[], stored: string | undefined): readonly Seed[] {
  if (stored !== undefined) {
    const [table] = tablesNamed(model, [stored]);
    if (table === undefined) throw new Problem(`There is no table '${stored}'.`);
    return files.map((file) => seedFromExport(file, table));
  }
  // Entities of a file have all their verbs; their types are not known here.
  const entities = model.entities as Parameters<typeof seedFromJson>[1];
  return files.map((file) => seedFromJson(file, entities));
}
