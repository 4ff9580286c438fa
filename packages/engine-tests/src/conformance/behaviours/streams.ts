import { TransactWriteItemsCommand } from "@aws-sdk/client-dynamodb";
import type { _Record as StreamRecord } from "@aws-sdk/client-dynamodb-streams";
import type { Behaviours } from "../behaviour.ts";
import { same } from "../differs.ts";
import { recordsUntil, streamedTable } from "../stream-records.ts";
import { N, S } from "../values.ts";

/** The event and the item of each record. */
const events = (records: readonly StreamRecord[]) =>
  records.map(({ eventName, dynamodb }) => `${eventName} ${dynamodb?.Keys?.SK?.S}`);

export const streams = {
  "stream-records": {
    group: "streams",
    does: "Each change of an item leaves one record, in the order of the changes, with the images that the stream's view says",
    proves: "streams",
    probe: async (bench) => {
      const { TableName, StreamArn } = await streamedTable(bench, "NEW_AND_OLD_IMAGES");
      const to = { TableName };
      await bench.put({ n: N(1) }, "a", to);
      await bench.update("SET n = :n", { ":n": N(2) }, to);
      await bench.delete(to);
      await bench.put({}, "last", to);
      const records = await recordsUntil(bench, StreamArn, "last");
      same(events(records), ["INSERT a", "MODIFY a", "REMOVE a", "INSERT last"], "records");
      const images = records.map(({ dynamodb }) => [dynamodb?.OldImage?.n, dynamodb?.NewImage?.n]);
      const expected = [
        [undefined, N(1)],
        [N(1), N(2)],
        [N(2), undefined],
        [undefined, undefined],
      ];
      same(images, expected, "images");
      same(records[2]?.userIdentity, undefined, "identity of a delete");
    },
  },
  "stream-view": {
    group: "streams",
    does: "A stream of KEYS_ONLY has keys and no images",
    proves: "streams",
    probe: async (bench) => {
      const { TableName, StreamArn } = await streamedTable(bench, "KEYS_ONLY");
      await bench.put({ n: N(1) }, "last", { TableName });
      const [record] = await recordsUntil(bench, StreamArn, "last");
      const { Keys, OldImage, NewImage, StreamViewType } = record?.dynamodb ?? {};
      same([Keys, OldImage, NewImage], [bench.key("last"), undefined, undefined], "keys and images");
      same(StreamViewType, "KEYS_ONLY", "view");
    },
  },
  "stream-position": {
    group: "streams",
    does: "A stream can be read on behind the record with a sequence number",
    proves: "streams",
    probe: async (bench) => {
      const { TableName, StreamArn } = await streamedTable(bench, "KEYS_ONLY");
      for (const sk of ["a", "b", "c"]) await bench.put({}, sk, { TableName });
      const all = await recordsUntil(bench, StreamArn, "c");
      same(events(all), ["INSERT a", "INSERT b", "INSERT c"], "all records");
      const SequenceNumber = all[0]?.dynamodb?.SequenceNumber;
      const position = { ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber } as const;
      same(events(await recordsUntil(bench, StreamArn, "c", position)), ["INSERT b", "INSERT c"], "records behind it");
    },
  },
  "stream-of-a-transaction": {
    group: "streams",
    does: "A transaction leaves one record for each item that it writes, and a cancelled one or a failed condition leaves none",
    proves: "streams",
    probe: async (bench) => {
      const { TableName, StreamArn } = await streamedTable(bench, "KEYS_ONLY");
      const put = (sk: string) => ({ Put: { TableName, Item: bench.key(sk) } });
      const check = { TableName, Key: bench.key("no"), ConditionExpression: "attribute_exists(PK)" };
      const write = (TransactItems: object[]) => bench.client.send(new TransactWriteItemsCommand({ TransactItems }));
      await write([put("a"), put("b")]);
      const failures = await Promise.allSettled([
        write([put("c"), { ConditionCheck: check }]),
        bench.put({}, "d", { TableName, ConditionExpression: "attribute_exists(PK)" }),
      ]);
      same(
        failures.map(({ status }) => status),
        ["rejected", "rejected"],
        "outcomes",
      );
      await bench.put({}, "last", { TableName });
      const records = events(await recordsUntil(bench, StreamArn, "last"));
      same([...records].sort(), ["INSERT a", "INSERT b", "INSERT last"], "records");
    },
  },
  "unchanged-put-is-silent": {
    group: "streams",
    does: "A put of the item that is stored already leaves no record",
    proves: "unchangedPutIsSilent",
    otherwise: "A consumer of the stream sees changes in the test that it does not see in the service.",
    probe: async (bench) => {
      const { TableName, StreamArn } = await streamedTable(bench, "NEW_AND_OLD_IMAGES");
      await bench.put({ a: S("x") }, "a", { TableName });
      await bench.put({ a: S("x") }, "a", { TableName });
      await bench.put({}, "last", { TableName });
      same(events(await recordsUntil(bench, StreamArn, "last")), ["INSERT a", "INSERT last"], "records");
    },
  },
  "unchanged-update-is-silent": {
    group: "streams",
    does: "An update that changes nothing leaves no record",
    otherwise: "A consumer of the stream sees changes in the test that it does not see in the service.",
    probe: async (bench) => {
      const { TableName, StreamArn } = await streamedTable(bench, "NEW_AND_OLD_IMAGES");
      await bench.put({ a: S("x") }, "a", { TableName });
      await bench.update("SET a = :x", { ":x": S("x") }, { TableName });
      await bench.put({}, "last", { TableName });
      same(events(await recordsUntil(bench, StreamArn, "last")), ["INSERT a", "INSERT last"], "records");
    },
  },
} as const satisfies Behaviours;
