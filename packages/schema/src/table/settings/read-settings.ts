import { didYouMean, listNames } from "../../error/did-you-mean.ts";
import type { IndexModel } from "../model.ts";
import { isRecord, type Problems } from "../problems.ts";
import type { TableSettings } from "../settings.ts";
import { boolean, booleanOr, type Check, entries, object, oneOf, onUse, refused, whole } from "./check.ts";
import { frozenCopy } from "./frozen-copy.ts";
import { kinesisStream, kmsKey } from "./names.ts";
import { checkReplicas, type ReplicatedTable } from "./replicas.ts";
import { resourcePolicy } from "./resource-policy.ts";
import { tags } from "./tags.ts";
import { billing, ownThroughput, warmThroughput } from "./throughput.ts";

const tableClass = onUse(() => oneOf("standard", "infrequent-access"));

const contributorInsights = onUse(() => booleanOr(oneOf("throttled")));

const pointInTimeRecovery = onUse(() =>
  booleanOr(object("is true, false or { days: 7 }", { days: whole("days that one can go back to", 1, 35) }, "days")),
);

const encryption: Check = (problems, path, value) => {
  if (isRecord(value)) object("is { key }", { key: kmsKey }, "key")(problems, path, value);
  else if (value !== "owned" && value !== "managed") {
    problems.add(path, `is "owned", "managed" or { key: ... } with the ARN, id or alias of a KMS key`);
  }
};

/** Settings by the names of global indexes. */
function byIndex(indexes: ReadonlyMap<string, IndexModel>, settings: Check): Check {
  const global = [...indexes.values()].filter(({ type }) => type === "global").map(({ name }) => name);
  return entries("is an object of names of global indexes and settings", (problems, path, name, value) => {
    const known = indexes.get(name);
    if (known === undefined) {
      const hint = didYouMean(name, global);
      problems.add(
        path,
        `the table has no index '${name}'${hint === "" ? `; its global indexes: ${listNames(global)}` : hint}`,
      );
    } else if (known.type === "local") {
      problems.add(path, "a local index shares the settings of its table; only global indexes have their own");
    }
    settings(problems, path, value);
  });
}

/** Reads and checks the settings of a table: each by itself, and against the others and the table. */
export function readSettings(
  problems: Problems,
  path: string,
  value: unknown,
  table: Omit<ReplicatedTable, "globalIndexes"> & { readonly indexes: ReadonlyMap<string, IndexModel> },
): TableSettings | undefined {
  if (value === undefined) return undefined;
  const { indexes } = table;
  const isProvisioned = isRecord(value) && isRecord(value.billing) && value.billing.mode === "provisioned";
  const replica = object("a replica is an object of its own settings; {} for none", {
    tableClass,
    pointInTimeRecovery,
    deletionProtection: boolean,
    contributorInsights,
    encryptionKey: kmsKey,
    tags,
    ...ownThroughput(isProvisioned, ["Read"]),
    write: refused("writes cost the same capacity in all Regions: set it in billing"),
    indexes: byIndex(
      indexes,
      object("is an object of settings", { ...ownThroughput(isProvisioned, ["Read"]), contributorInsights }),
    ),
  });
  object("settings are an object", {
    billing,
    warmThroughput,
    tableClass,
    kinesis: object(
      "is { streamArn, precision? }",
      { streamArn: kinesisStream, precision: oneOf("millisecond", "microsecond") },
      "streamArn",
    ),
    pointInTimeRecovery,
    deletionProtection: boolean,
    encryption,
    tags,
    contributorInsights,
    resourcePolicy,
    replicas: entries("is an object of Regions and replicas", (found, at, _region, entry) => replica(found, at, entry)),
    witness: () => undefined,
    indexes: byIndex(
      indexes,
      object("is an object of settings", {
        ...ownThroughput(isProvisioned, ["Read", "Write"]),
        warmThroughput,
        contributorInsights,
      }),
    ),
  })(problems, path, value);
  if (!isRecord(value)) return undefined;
  const globalIndexes = [...indexes.values()].filter(({ type }) => type === "global").map(({ name }) => name);
  checkReplicas(problems, path, value, { ...table, globalIndexes });
  return frozenCopy(value) as TableSettings;
}
