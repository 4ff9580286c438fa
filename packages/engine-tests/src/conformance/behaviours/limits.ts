import { PutItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import type { Behaviours } from "../behaviour.ts";
import type { Bench } from "../bench.ts";
import { refused, same } from "../differs.ts";
import { type Attributes, S } from "../values.ts";

const LIMIT = 400 * 1024;
const plain = (bench: Bench) => bench.tables.plain;

/** An item of the probe's partition with exactly so many bytes. */
function itemOf(bench: Bench, bytes: number): Attributes {
  const rest = "PK".length + bench.partition.length + "SK".length + "a".length + "filler".length;
  return { ...bench.key(), filler: S("x".repeat(bytes - rest)) };
}

const put = (bench: Bench, Item: Attributes) =>
  bench.client.send(new PutItemCommand({ TableName: plain(bench), Item }));

export const limits = {
  "item-size": {
    group: "limits",
    does: "An item has up to 409,600 bytes, names and values together",
    probe: async (bench) => {
      await put(bench, itemOf(bench, LIMIT));
      await refused(put(bench, itemOf(bench, LIMIT + 1)), "ValidationException", "409,601 bytes");
    },
  },
  "updated-item-size": {
    group: "limits",
    does: "An update that makes an item larger than an item may be is refused, and the item stays as it is",
    probe: async (bench) => {
      await put(bench, itemOf(bench, LIMIT - 5000));
      const grow = (bytes: number) =>
        bench.client.send(
          new UpdateItemCommand({
            TableName: plain(bench),
            Key: bench.key(),
            UpdateExpression: "SET more = :more",
            ExpressionAttributeValues: { ":more": S("x".repeat(bytes)) },
            ReturnValues: "UPDATED_OLD",
          }),
        );
      await grow(1000);
      await refused(grow(6000), "ValidationException", "too many bytes");
      same((await grow(2)).Attributes?.more?.S?.length, 1000, "bytes of the attribute before");
    },
  },
  "item-size-in-utf-8": {
    group: "limits",
    does: "Text counts in UTF-8: a character outside of ASCII takes more than one byte",
    probe: async (bench) => {
      const text = (characters: number) => ({ ...bench.key(), filler: S("\u00e9".repeat(characters)) });
      await put(bench, text(200 * 1024 - 100));
      await refused(put(bench, text(200 * 1024)), "ValidationException", "204,800 characters of two bytes");
    },
  },
} as const satisfies Behaviours;
