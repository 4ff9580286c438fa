import type { Run } from "../run/run.ts";
import { isNamed } from "../run/send.ts";
import type { TableDescription } from "./table-description.ts";

/** The time to live of a table, for spreading into its description: empty where it is off. */
export async function readTimeToLive(run: Run): Promise<Pick<TableDescription, "timeToLive">> {
  try {
    const { TimeToLiveDescription } = await run.send("DescribeTimeToLive", { TableName: run.name });
    const { AttributeName, TimeToLiveStatus } = TimeToLiveDescription ?? {};
    if (AttributeName === undefined || TimeToLiveStatus === undefined || TimeToLiveStatus === "DISABLED") return {};
    return { timeToLive: { attribute: AttributeName, status: TimeToLiveStatus } };
  } catch (error) {
    // The table is only just being made, or was deleted a moment ago: neither has one.
    if (isNamed(error, "ResourceNotFoundException")) return {};
    throw error;
  }
}
