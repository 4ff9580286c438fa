import type { Run } from "../run/run.ts";
import type { Reading } from "./reading.ts";
import type { ChangingSetting, DestinationDescription } from "./table-description.ts";

/** The Kinesis data streams that get the changes of the table. The settings have the first; the description has all. */
export async function readKinesis(run: Run): Promise<Reading> {
  const { KinesisDataStreamDestinations } = await run.send("DescribeKinesisStreamingDestination", {
    TableName: run.name,
  });
  const kinesis = new Map<string, DestinationDescription>();
  const changing: ChangingSetting[] = [];
  for (const destination of KinesisDataStreamDestinations ?? []) {
    const { StreamArn, DestinationStatus: status, ApproximateCreationDateTimePrecision } = destination;
    if (StreamArn === undefined || status === undefined) continue;
    if (status === "DISABLED" || status === "ENABLE_FAILED") continue;
    kinesis.set(StreamArn, {
      status,
      precision: ApproximateCreationDateTimePrecision === "MICROSECOND" ? "microsecond" : "millisecond",
    });
    if (status !== "ACTIVE") changing.push({ setting: "kinesis", status });
  }
  const [first] = [...kinesis].filter(([, { status }]) => status !== "DISABLING");
  if (first === undefined) return { kinesis, changing };
  const [streamArn, { precision }] = first;
  return { settings: { kinesis: { streamArn, precision } }, kinesis, changing };
}
