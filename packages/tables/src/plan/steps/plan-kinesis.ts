import { type Planning, without } from "../planning.ts";
import type { TableState } from "../state.ts";

export function planKinesis(p: Planning): void {
  const { kinesis } = p.settings;
  if (kinesis === undefined) return;
  if (!p.isKnown("kinesis")) {
    p.isUnknown("the Kinesis destination: it could not be read");
    return;
  }
  const { streamArn: StreamArn, precision = "millisecond" } = kinesis;
  const input = { TableName: p.table, StreamArn };
  const ApproximateCreationDateTimePrecision = precision.toUpperCase();
  const after = (): TableState => ({ ...p.now, kinesis: { ...p.now.kinesis, [StreamArn]: precision } });
  const found = p.now.kinesis[StreamArn];
  if (found === undefined) {
    p.move({
      sign: "+",
      what: `Send changes to the Kinesis stream ${StreamArn}.`,
      why: `its changes do not go to the Kinesis stream ${StreamArn} of the model`,
      request: {
        service: "dynamodb",
        name: "EnableKinesisStreamingDestination",
        input: { ...input, EnableKinesisStreamingConfiguration: { ApproximateCreationDateTimePrecision } },
      },
      waits: "the destination is ACTIVE",
      after: after(),
    });
  } else if (found !== precision) {
    p.move({
      sign: "~",
      what: `Give times to the ${precision} in the Kinesis stream ${StreamArn}.`,
      why: `the times in its Kinesis stream are to the ${found}, and to the ${precision} in the model`,
      request: {
        service: "dynamodb",
        name: "UpdateKinesisStreamingDestination",
        input: { ...input, UpdateKinesisStreamingConfiguration: { ApproximateCreationDateTimePrecision } },
      },
      waits: "the destination is ACTIVE",
      after: after(),
    });
  }
  for (const other of Object.keys(p.now.kinesis).filter((arn) => arn !== StreamArn)) {
    p.move({
      sign: "-",
      what: `Stop sending changes to the Kinesis stream ${other}.`,
      why: `its changes go to the Kinesis stream ${other}, which is not in the model`,
      request: {
        service: "dynamodb",
        name: "DisableKinesisStreamingDestination",
        input: { TableName: p.table, StreamArn: other },
      },
      waits: "the destination is DISABLED",
      danger: { kind: "stop-kinesis", why: "programs that read the stream get no more changes" },
      after: { ...p.now, kinesis: without(p.now.kinesis, other) },
    });
  }
}
