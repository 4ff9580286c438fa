import { readTimeToLive } from "../describe/read-time-to-live.ts";
import type { TableDescription } from "../describe/table-description.ts";
import { type Run, whenFree } from "../run/run.ts";
import { isNamed } from "../run/send.ts";

/** Puts time to live on, unless it is. */
export async function enableTimeToLive(run: Run, attribute: string): Promise<Pick<TableDescription, "timeToLive">> {
  const isOn = ({ timeToLive }: Pick<TableDescription, "timeToLive">): boolean =>
    timeToLive?.attribute === attribute && timeToLive.status !== "DISABLING";
  const before = await readTimeToLive(run);
  if (isOn(before)) return before;
  try {
    await whenFree(run, ["LimitExceededException", "ResourceInUseException"], () =>
      run.send("UpdateTimeToLive", {
        TableName: run.name,
        TimeToLiveSpecification: { Enabled: true, AttributeName: attribute },
      }),
    );
  } catch (error) {
    // DynamoDB refuses to put on what is on: another program, or an earlier attempt of the SDK, may have been faster.
    if (!isNamed(error, "ValidationException")) throw error;
    const now = await readTimeToLive(run);
    if (!isOn(now)) throw error;
    return now;
  }
  run.report({ step: "time-to-live", status: "ENABLING" });
  return readTimeToLive(run);
}
