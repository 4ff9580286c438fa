import type { Run } from "../run/run.ts";
import type { Reading } from "./reading.ts";

/** Whether the table is backed up all the time, and for how many days. */
export async function readPointInTimeRecovery(run: Run): Promise<Reading> {
  const { ContinuousBackupsDescription } = await run.send("DescribeContinuousBackups", { TableName: run.name });
  const { PointInTimeRecoveryStatus, RecoveryPeriodInDays } =
    ContinuousBackupsDescription?.PointInTimeRecoveryDescription ?? {};
  return {
    settings: {
      pointInTimeRecovery: PointInTimeRecoveryStatus === "ENABLED" && { days: RecoveryPeriodInDays ?? 35 },
    },
  };
}
