import { type AnyEntity, type AnyTable, describeModel, type EntityDescription } from "keywright";
import { type ExportOptions, type Losses, type Lost, lossesOf } from "../options.ts";
import type { ExportedTable } from "../table/exported-table.ts";
import { serviceTable } from "../table/service-table.ts";
import { jsonText } from "../text/json.ts";
import { capacitySettings } from "./capacity.ts";
import { facetsOf, nonKeyAttributes } from "./facets.ts";
import { indexesOf, keyAttributes } from "./indexes.ts";
import type { WorkbenchMetadata, WorkbenchModel, WorkbenchTable } from "./model.ts";

export interface WorkbenchOptions extends Pick<ExportOptions, "tables"> {
  /** Name of the data model. Default: that of `like`, or `Keywright`. */
  readonly name?: string;
  readonly author?: string;
  readonly description?: string;
  /** When it was written, in UTC. Default: that of `like`, or now. */
  readonly date?: Date;
  /** The data model as it was before: what the tables and entities do not speak of, such as sample items, stays as it is there. */
  readonly like?: WorkbenchModel;
}

/**
 * A data model of NoSQL Workbench (version 3.0): tables with their keys, attributes, indexes and capacity, and a facet for each entity.
 * Makes no request.
 *
 * @example
 * const { model, lost } = toNoSqlWorkbench([taskTable], [Task, Comment]);
 * writeFileSync("model.json", noSqlWorkbenchText(model));
 */
export function toNoSqlWorkbench(
  tables: readonly AnyTable[],
  entities: readonly AnyEntity[] = [],
  options: WorkbenchOptions = {},
): { readonly model: WorkbenchModel; readonly lost: readonly Lost[] } {
  const { like } = options;
  const described = new Map(describeModel(entities).tables.map((table) => [table.name, table.entities]));
  const lost: Lost[] = [];
  const DataModel = tables.map((table) => {
    const exported = serviceTable(table, options);
    const losses = lossesOf(exported.model);
    const before = like?.DataModel.find(({ TableName }) => TableName === exported.name);
    const made = workbenchTable(exported, described.get(exported.model) ?? [], before, losses);
    lost.push(...losses.found);
    return made;
  });
  const model = {
    ...like,
    ModelName: options.name ?? like?.ModelName ?? "Keywright",
    ModelMetadata: metadata(options),
    DataModel,
  };
  return { model, lost };
}

/** A data model as JSON, for the import of NoSQL Workbench. */
export function noSqlWorkbenchText(model: WorkbenchModel): string {
  return jsonText(model);
}

function workbenchTable(
  table: ExportedTable,
  entities: readonly EntityDescription[],
  before: WorkbenchTable | undefined,
  losses: Losses,
): WorkbenchTable {
  // Regenerated whole, so that an index or a facet that is gone from the model is gone here.
  const {
    GlobalSecondaryIndexes: globalBefore = [],
    LocalSecondaryIndexes: localBefore = [],
    ProvisionedCapacitySettings: _capacity,
    ...rest
  } = before ?? { DataAccess: { MySql: {} } };
  const global = indexesOf(table.globalIndexes, globalBefore, table, losses);
  const local = indexesOf(table.localIndexes, localBefore, table, losses);
  const facets = facetsOf(entities, table, before);
  reportLosses(table, losses);
  return {
    ...rest,
    TableName: table.name,
    KeyAttributes: keyAttributes(table.partitionKey, table.sortKey),
    NonKeyAttributes: nonKeyAttributes(entities, table, before, losses),
    ...(facets.length > 0 && { TableFacets: facets }),
    ...(global.length > 0 && { GlobalSecondaryIndexes: global }),
    ...(local.length > 0 && { LocalSecondaryIndexes: local }),
    ...capacitySettings(table, before),
  };
}

function metadata({ author, date, description, like }: WorkbenchOptions): WorkbenchMetadata {
  const before = like?.ModelMetadata;
  const written = date === undefined ? before?.DateLastModified : workbenchDate(date);
  const now = written ?? workbenchDate(new Date());
  return {
    ...before,
    Author: author ?? before?.Author ?? "",
    DateCreated: before?.DateCreated ?? now,
    DateLastModified: now,
    Description: description ?? before?.Description ?? "",
    AWSService: "Amazon DynamoDB",
    Version: "3.0",
  };
}

const dateFormat = new Intl.DateTimeFormat("en-US", {
  timeZone: "UTC",
  year: "numeric",
  month: "short",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h12",
});

/** Such as `Mar 03, 2022, 11:29 PM`. */
function workbenchDate(date: Date): string {
  // Versions of ICU differ in the space before AM and PM.
  return dateFormat.format(date).replace(/\s/g, " ");
}

function reportLosses(table: ExportedTable, losses: Losses): void {
  const say = (path: string, what: string): void => losses.add(path, `NoSQL Workbench has no ${what}: it is left out.`);
  if (table.timeToLive !== undefined) say("timeToLive", "time to live");
  if (table.stream !== undefined) say("stream", "stream");
  if (table.warmThroughput) say("settings.warmThroughput", "warm throughput");
  if (table.tableClass === "STANDARD_INFREQUENT_ACCESS") say("settings.tableClass", "table class");
  if (table.kinesis) say("settings.kinesis", "Kinesis destination");
  if (table.recovery) say("settings.pointInTimeRecovery", "point-in-time recovery");
  if (table.deletionProtection) say("settings.deletionProtection", "deletion protection");
  if (table.encryption !== "owned") say("settings.encryption", "encryption key");
  if (table.tags.length > 0) say("settings.tags", "tags");
  if (table.insights) say("settings.contributorInsights", "contributor insights");
  if (table.resourcePolicy) say("settings.resourcePolicy", "resource policy");
  if (table.replicas.length > 0) say("settings.replicas", "replicas");
  if (table.billing.mode === "on-demand") {
    if (table.billing.limits.read !== undefined) say("settings.billing.maxReadUnits", "limit of reads");
    if (table.billing.limits.write !== undefined) say("settings.billing.maxWriteUnits", "limit of writes");
  }
  for (const index of table.globalIndexes) {
    const path = `settings.indexes.${index.name}`;
    if (index.warmThroughput) say(`${path}.warmThroughput`, "warm throughput");
    if (index.insights) say(`${path}.contributorInsights`, "contributor insights");
    if (index.billing.mode === "on-demand") {
      if (index.billing.limits.read !== undefined) say(`${path}.maxReadUnits`, "limit of reads");
      if (index.billing.limits.write !== undefined) say(`${path}.maxWriteUnits`, "limit of writes");
    } else if (JSON.stringify(index.billing) !== JSON.stringify(table.billing)) {
      say(path, "capacity of indexes of their own");
    }
  }
}
