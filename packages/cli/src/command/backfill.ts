import { createWriteStream } from "node:fs";
import { resolve } from "node:path";
import { finished } from "node:stream/promises";
import { DescribeTableCommand, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { type BackfillFailure, backfill } from "@keywright/tables";
import { checkpointFile } from "../backfill/checkpoint-file.ts";
import { loadTransform } from "../backfill/load-transform.ts";
import { progressText, reportText } from "../backfill/report-text.ts";
import { connection } from "../connection/connect.ts";
import { loadModel } from "../model/load-model.ts";
import { entitiesNamed } from "../model/model.ts";
import { confirm } from "../output/confirm.ts";
import { printJson } from "../output/json.ts";
import { createProgress } from "../output/progress.ts";
import { exitCodes } from "../world/exit-code.ts";
import { Problem } from "../world/problem.ts";
import { type Command, command } from "./command.ts";
import { confirmOption, connectionOptions } from "./common-options.ts";

export const backfillCommand: Command = command({
  name: "backfill",
  summary: "Writes all stored items of entities as a put of today would store them, and changes them where asked.",
  usage: "<entity...>",
  details: [
    "Items get what the model says today: the keys of new indexes, defaults, type attributes, the shape that upgrade steps give. With --transform they are changed first, by a function of stored attributes that gives the new ones, or nothing for an item to leave. Items that are right already are not written.",
    "It is safe beside other writers, and can be broken off: with --checkpoint the same command goes on where it was. The file is removed when all is done. What cannot be read or changed is reported, and the rest goes on.",
    "The entities are of one table, which is scanned once. Begin with --dry-run, which writes nothing. Where requests do not go to an engine on this machine, the command asks first.",
  ],
  options: {
    ...connectionOptions,
    transform: { type: "text", value: "<file>", help: "a file that exports the function transform" },
    "dry-run": { type: "flag", help: "say what would change, and write nothing" },
    values: { type: "flag", help: "show values of items in the samples of a dry run" },
    samples: { type: "number", value: "<n>", help: "how many samples and failures to print; default: 10" },
    checkpoint: {
      type: "text",
      value: "<file>",
      help: "keep how far the run is, and go on from there; holds keys of items",
    },
    failures: { type: "text", value: "<file>", help: "write each item that failed there, as lines of JSON" },
    "stop-on-failure": { type: "flag", help: "end at the first item that cannot be read or changed" },
    segments: {
      type: "number",
      value: "<n>",
      help: "in how many parts to read the table at the same time; default: 4",
    },
    "page-size": { type: "number", value: "<n>", help: "how many items one request reads; default: 200" },
    concurrency: {
      type: "number",
      value: "<n>",
      help: "how many items of a part to write at the same time; default: 8",
    },
    "items-per-second": { type: "number", value: "<n>", help: "look at no more items in a second" },
    "read-units": { type: "number", value: "<n>", help: "consume no more read capacity units in a second" },
    "write-units": { type: "number", value: "<n>", help: "consume no more write capacity units in a second" },
    ...confirmOption,
  },
  examples: [
    { line: "backfill Task --model src/model.ts --dry-run", says: "how many tasks would change, and how" },
    {
      line: "backfill Task Comment --checkpoint backfill.json --write-units 200",
      says: "the keys of a new index, with a limit; the model stands in keywright.config.ts",
    },
    {
      line: "backfill Task --transform rename.ts --failures failed.jsonl --yes",
      says: "a change of attributes, without a question",
    },
  ],
  exits: [
    [exitCodes.incomplete, "some items could not be read or changed, or --stop-on-failure ended the run"],
    [exitCodes.interrupted, "ended by the user; with --checkpoint the same command goes on"],
  ],
  async run({ values, positionals }, context) {
    const { io } = context;
    const path = (file: string): string => resolve(io.cwd, file);
    const model = await loadModel(values.model, context);
    if (positionals.length === 0) {
      throw new Problem("No entity is named.", {
        hint: `The model has ${model.entities.map(({ name }) => name).join(", ")}.`,
      });
    }
    const entities = entitiesNamed(model, positionals);
    const transform = values.transform === undefined ? undefined : await loadTransform(path(values.transform));
    const file = values.checkpoint === undefined ? undefined : checkpointFile(path(values.checkpoint));
    const checkpoint = await file?.read();
    const dryRun = values["dry-run"] === true;
    const { client, db, local, where, tableNames } = await connection(values, model, context);
    try {
      const [logical = ""] = entities.map((entity) => entity.model.table.name);
      const table = tableNames[logical] ?? logical;
      const agreed = local || dryRun || values.yes === true;
      if (
        !(await confirm(io, `This changes items of ${positionals.join(", ")} in ${table} in ${where}.`, { agreed }))
      ) {
        return exitCodes.error;
      }
      if (checkpoint) io.err(`Going on from ${values.checkpoint}.\n`);
      const expectedItems = await itemCount(client, table);
      const failures = values.failures === undefined ? undefined : failureFile(path(values.failures));
      const progress = createProgress(io);
      const run = backfill(db, entities, {
        dryRun,
        stopOnFailure: values["stop-on-failure"] === true,
        examples: values.samples ?? 10,
        signal: io.signal,
        checkpoint,
        ...(transform && { transform }),
        ...(expectedItems > 0 && { expectedItems }),
        ...(values.segments !== undefined && { segments: values.segments }),
        ...(values["page-size"] !== undefined && { pageSize: values["page-size"] }),
        ...(values.concurrency !== undefined && { concurrency: values.concurrency }),
        ...(values["items-per-second"] !== undefined && { itemsPerSecond: values["items-per-second"] }),
        ...(values["read-units"] !== undefined && { readUnitsPerSecond: values["read-units"] }),
        ...(values["write-units"] !== undefined && { writeUnitsPerSecond: values["write-units"] }),
        ...(file && { onCheckpoint: (next) => file.write(next) }),
        ...(failures && { onFailure: (failure) => failures.add(failure) }),
        onProgress: (state) => {
          const part = expectedItems > 0 ? state.scanned / expectedItems : undefined;
          progress.update(part, progressText(state, dryRun));
        },
      });
      const report = await run
        .finally(async () => {
          progress.end();
          await failures?.end();
        })
        .catch((error: unknown) => {
          if (file) io.err(`What was done is kept in ${values.checkpoint}: the same command goes on from there.\n`);
          throw error;
        });
      if (report.complete) await file?.remove();
      io.out(values.json ? printJson(report) : reportText(report, { values: values.values === true }));
      return report.complete && report.failed === 0 ? exitCodes.ok : exitCodes.incomplete;
    } finally {
      client.destroy();
    }
  },
});

/** About how many items there are: DynamoDB counts every six hours. */
async function itemCount(client: DynamoDBClient, table: string): Promise<number> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: table }));
  return Table?.ItemCount ?? 0;
}

/** Items that failed, a line of JSON each. */
function failureFile(path: string): { add(failure: BackfillFailure): void; end(): Promise<void> } {
  const stream = createWriteStream(path, { mode: 0o600 });
  const done = finished(stream);
  return {
    add({ entity, key, outcome, error }) {
      stream.write(`${JSON.stringify({ entity, key, outcome, code: error.code, message: error.message })}\n`);
    },
    async end() {
      stream.end();
      await done;
    },
  };
}
