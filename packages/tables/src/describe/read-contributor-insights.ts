import type { ContributorInsights, IndexSettings } from "keywright";
import type { Run } from "../run/run.ts";
import type { Reading } from "./reading.ts";
import type { ChangingSetting } from "./table-description.ts";

/** Whether the keys used most are counted, in the table and in each of these global indexes: one request each. */
export async function readContributorInsights(run: Run, indexes: readonly string[]): Promise<Reading> {
  const changing: ChangingSetting[] = [];
  const read = async (index?: string): Promise<ContributorInsights> => {
    const { ContributorInsightsStatus: status, ContributorInsightsMode: mode } = await run.send(
      "DescribeContributorInsights",
      { TableName: run.name, ...(index !== undefined && { IndexName: index }) },
    );
    if (status === "ENABLING" || status === "DISABLING") {
      changing.push({ setting: `${index === undefined ? "" : `indexes.${index}.`}contributorInsights`, status });
    }
    if (status !== "ENABLED" && status !== "ENABLING") return false;
    return mode === "THROTTLED_KEYS" ? "throttled" : true;
  };
  const contributorInsights = await read();
  const own: Record<string, IndexSettings> = {};
  for (const index of indexes) own[index] = { contributorInsights: await read(index) };
  return { settings: { contributorInsights, ...(indexes.length > 0 && { indexes: own }) }, changing };
}
