import type { AnyTable } from "keywright";
import { type Lost, lossesOf } from "../options.ts";
import { guessEntities } from "./entity.ts";
import type { WorkbenchModel } from "./model.ts";
import { readWorkbench } from "./read.ts";
import { type SourceTable, sourceText } from "./source.ts";
import { makeTable, tableDefinition } from "./table.ts";

export interface WorkbenchImport {
  /** What was read. `toNoSqlWorkbench` takes it as `like`, and keeps facets and sample items. */
  readonly model: WorkbenchModel;
  readonly tables: readonly AnyTable[];
  /** TypeScript with `defineTable` for each table, and `defineEntity` for each facet: a beginning to go on from. */
  readonly source: string;
  /** What could not be taken over as it stands. */
  readonly lost: readonly Lost[];
}

/**
 * Reads a data model of NoSQL Workbench (version 3.0). Tables, indexes and capacity are taken over exactly. Entities are guessed from
 * facets: keys from the sample items and the aliases, every other attribute optional, of its type. Makes no request.
 *
 * @throws TableError `workbench-unreadable` where the JSON is none that NoSQL Workbench writes
 * @throws ModelError where DynamoDB would refuse a table
 *
 * @example
 * const { source, lost } = fromNoSqlWorkbench(JSON.parse(readFileSync("model.json", "utf8")));
 * writeFileSync("model.ts", source);
 */
export function fromNoSqlWorkbench(json: unknown): WorkbenchImport {
  const model = readWorkbench(json);
  const lost: Lost[] = [];
  const tables: SourceTable[] = model.DataModel.map((table) => {
    const losses = lossesOf(table.TableName);
    const definition = tableDefinition(table, losses);
    const entities = guessEntities(table, losses);
    lost.push(...losses.found);
    return { definition, entities, remarks: losses.found.map(({ path, message }) => `${path}: ${message}`) };
  });
  return { model, tables: tables.map(({ definition }) => makeTable(definition)), source: sourceText(tables), lost };
}
