import type { SdkClient, TableSettings } from "keywright";
import type { Run } from "../run/run.ts";
import { readAutoScaling } from "./read-auto-scaling.ts";
import { readContributorInsights } from "./read-contributor-insights.ts";
import { readKinesis } from "./read-kinesis.ts";
import { readPointInTimeRecovery } from "./read-point-in-time-recovery.ts";
import { readResourcePolicy } from "./read-resource-policy.ts";
import { readTags } from "./read-tags.ts";
import { readTimeToLive } from "./read-time-to-live.ts";
import { type Reading, reading } from "./reading.ts";
import type { TableDescription } from "./table-description.ts";

/** Completes what `DescribeTable` told by the settings that take a request each. */
export async function readSettings(
  run: Run,
  found: TableDescription,
  autoScaling: SdkClient | undefined,
): Promise<TableDescription> {
  const { arn } = found;
  const global = [...found.indexes.values()].filter(({ type }) => type === "global").map(({ name }) => name);
  const byArn = (setting: string, read: (arn: string) => Promise<Reading>): Promise<Reading> =>
    arn === undefined
      ? Promise.resolve({ unread: [{ setting, why: "DescribeTable told no ARN" }] })
      : reading(setting, () => read(arn));
  const readings = await Promise.all([
    reading("timeToLive", () => readTimeToLive(run)),
    reading("pointInTimeRecovery", () => readPointInTimeRecovery(run)),
    byArn("tags", (at) => readTags(run, at)),
    reading("contributorInsights", () => readContributorInsights(run, global)),
    reading("kinesis", () => readKinesis(run)),
    byArn("resourcePolicy", (at) => readResourcePolicy(run, at)),
    found.billing === "provisioned" ? scaling(run, found, autoScaling) : {},
  ]);
  return readings.reduce(completed, { ...found, unread: [] });
}

function scaling(run: Run, found: TableDescription, client: SdkClient | undefined): Promise<Reading> {
  if (client !== undefined) return reading("autoScaling", () => readAutoScaling(run, client, found));
  const why = "the option autoScaling, a client of Application Auto Scaling, was not given";
  return Promise.resolve({ unread: [{ setting: "autoScaling", why }] });
}

function completed(
  found: TableDescription,
  { settings, kinesis, changing, unread, timeToLive }: Reading,
): TableDescription {
  return {
    ...found,
    ...(timeToLive !== undefined && { timeToLive }),
    ...(kinesis !== undefined && { kinesis }),
    settings: settings === undefined ? found.settings : mergedSettings(found.settings, settings),
    changing: [...found.changing, ...(changing ?? [])],
    unread: [...found.unread, ...(unread ?? [])],
  };
}

function mergedSettings(a: TableSettings, b: TableSettings): TableSettings {
  const indexes = { ...a.indexes };
  for (const [name, own] of Object.entries(b.indexes ?? {})) indexes[name] = { ...indexes[name], ...own };
  return { ...a, ...b, ...((a.indexes || b.indexes) && { indexes }) };
}
