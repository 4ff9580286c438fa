import type { StreamViewType } from "@aws-sdk/client-dynamodb";
import {
  DescribeStreamCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type GetShardIteratorInput,
  type _Record as StreamRecord,
} from "@aws-sdk/client-dynamodb-streams";
import type { Bench } from "./bench.ts";
import { Differs } from "./differs.ts";

/** A table with a stream of this view. */
export async function streamedTable(bench: Bench, StreamViewType: StreamViewType) {
  const { TableName, LatestStreamArn } = await bench.createTable({
    TableName: bench.tableName(),
    KeySchema: [
      { AttributeName: "PK", KeyType: "HASH" },
      { AttributeName: "SK", KeyType: "RANGE" },
    ],
    AttributeDefinitions: ["PK", "SK"].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
    StreamSpecification: { StreamEnabled: true, StreamViewType },
  });
  if (LatestStreamArn === undefined) throw new Differs("the table has no stream");
  return { TableName, StreamArn: LatestStreamArn };
}

/**
 * The records of a stream, read until one of the item with this sort key appears: what was written before it is there, too.
 *
 * @throws {Differs} It does not appear within the bench's patience.
 */
export async function recordsUntil(
  bench: Bench,
  StreamArn: string,
  last: string,
  from: Partial<GetShardIteratorInput> = { ShardIteratorType: "TRIM_HORIZON" },
): Promise<readonly StreamRecord[]> {
  const { StreamDescription } = await bench.streams.send(new DescribeStreamCommand({ StreamArn }));
  const iterators = await Promise.all(
    (StreamDescription?.Shards ?? []).map(async ({ ShardId }) => {
      const input = { StreamArn, ShardId, ...from } as GetShardIteratorInput;
      return (await bench.streams.send(new GetShardIteratorCommand(input))).ShardIterator;
    }),
  );
  const records: StreamRecord[] = [];
  for (const end = Date.now() + bench.patienceMs; Date.now() < end; ) {
    for (const [i, ShardIterator] of iterators.entries()) {
      if (ShardIterator === undefined) continue;
      const output = await bench.streams.send(new GetRecordsCommand({ ShardIterator }));
      iterators[i] = output.NextShardIterator;
      records.push(...(output.Records ?? []));
    }
    if (records.some(({ dynamodb }) => dynamodb?.Keys?.SK?.S === last)) return records;
    if (iterators.every((iterator) => iterator === undefined)) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Differs(`no record of the item that was written last, among ${records.length}`);
}
