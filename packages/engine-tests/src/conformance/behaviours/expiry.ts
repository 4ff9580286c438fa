import { DescribeTimeToLiveCommand, UpdateTimeToLiveCommand } from "@aws-sdk/client-dynamodb";
import type { Behaviours } from "../behaviour.ts";
import type { Bench } from "../bench.ts";
import { holds, refused, same } from "../differs.ts";
import { recordsUntil, streamedTable } from "../stream-records.ts";
import { type Attributes, N, S } from "../values.ts";

const enable = (bench: Bench, TableName: string) =>
  bench.client.send(
    new UpdateTimeToLiveCommand({
      TableName,
      TimeToLiveSpecification: { AttributeName: "expires", Enabled: true },
    }),
  );

const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;

export const expiry = {
  "expiry-setting": {
    group: "expiry",
    does: "A table's expiry attribute is set once and described, and setting it again is refused",
    otherwise: "Code that sets it whenever it starts passes the test and fails in the service.",
    probe: async (bench) => {
      const { TableName } = await streamedTable(bench, "KEYS_ONLY");
      const describe = async () =>
        (await bench.client.send(new DescribeTimeToLiveCommand({ TableName }))).TimeToLiveDescription;
      same((await describe())?.TimeToLiveStatus, "DISABLED", "status at first");
      await enable(bench, TableName);
      const { TimeToLiveStatus = "", AttributeName } = (await describe()) ?? {};
      holds(["ENABLING", "ENABLED"].includes(TimeToLiveStatus), `status: ${TimeToLiveStatus}`);
      same(AttributeName, "expires", "attribute");
      await refused(enable(bench, TableName), "ValidationException", "the same setting again");
    },
  },
  "expired-items-deleted": {
    group: "expiry",
    does: "An item whose expiry attribute is a number of seconds in the past is deleted some time later, and no other",
    proves: "ttlDeletion",
    otherwise: "Expired items stay until the test deletes them, for instance with `expireNow`.",
    probe: async (bench) => {
      const { TableName } = await streamedTable(bench, "KEYS_ONLY");
      await enable(bench, TableName);
      const items: Record<string, Attributes> = {
        later: { expires: N(inSeconds(3600)) },
        text: { expires: S(`${inSeconds(-60)}`) },
        never: {},
        gone: { expires: N(inSeconds(-60)) },
      };
      for (const [sk, item] of Object.entries(items)) await bench.put(item, sk, { TableName });
      await untilGone(bench, TableName, "gone");
      same(await bench.found({ TableName }), ["later", "never", "text"], "items that are left");
    },
  },
  "record-of-expiry": {
    group: "expiry",
    does: "The stream's record of an expired item is a REMOVE with its old image, made by the service dynamodb.amazonaws.com",
    needs: "ttlDeletion",
    otherwise: "A consumer that tells expiry from deletion cannot be tested by waiting for the engine.",
    probe: async (bench) => {
      const { TableName, StreamArn } = await streamedTable(bench, "NEW_AND_OLD_IMAGES");
      await enable(bench, TableName);
      await bench.put({ n: N(1), expires: N(inSeconds(-60)) }, "gone", { TableName });
      await untilGone(bench, TableName, "gone");
      await bench.put({}, "last", { TableName });
      const [, record] = await recordsUntil(bench, StreamArn, "last");
      const { eventName, userIdentity, dynamodb } = record ?? {};
      same(eventName, "REMOVE", "event");
      same([dynamodb?.Keys, dynamodb?.OldImage?.n], [bench.key("gone"), N(1)], "key and old image");
      const { Type, PrincipalId } = userIdentity ?? {};
      same([Type, PrincipalId], ["Service", "dynamodb.amazonaws.com"], "identity");
    },
  },
} as const satisfies Behaviours;

function untilGone(bench: Bench, TableName: string, sk: string): Promise<void> {
  return bench.until(async () => !(await bench.found({ TableName })).includes(sk), "the expired item stays");
}
