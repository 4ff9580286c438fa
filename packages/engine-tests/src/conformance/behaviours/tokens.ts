import { TransactWriteItemsCommand } from "@aws-sdk/client-dynamodb";
import type { Behaviours } from "../behaviour.ts";
import type { Bench } from "../bench.ts";
import { refused, same } from "../differs.ts";
import { N } from "../values.ts";

/** Counts up by a step, with a token of this run; `token` is what makes it differ from others of the probe. */
const count = (bench: Bench, token: string, step = 1) =>
  bench.client.send(
    new TransactWriteItemsCommand({
      ClientRequestToken: `${bench.prefix}${token}`,
      TransactItems: [
        {
          Update: {
            TableName: bench.tables.main,
            Key: bench.key(),
            UpdateExpression: "ADD n :n",
            ExpressionAttributeValues: { ":n": N(step) },
          },
        },
      ],
    }),
  );

export const tokens = {
  "token-repeats": {
    group: "idempotency tokens",
    does: "A transaction that is sent again with its token succeeds and changes nothing, also after others wrote the item",
    proves: "transactions",
    probe: async (bench) => {
      await count(bench, "-r1");
      await count(bench, "-r1");
      same(await bench.get(), { n: N(1) }, "item after the same token");
      await count(bench, "-r2");
      same(await bench.get(), { n: N(2) }, "item after another token");
      await bench.put({ n: N(10) });
      await count(bench, "-r1");
      same(await bench.get(), { n: N(10) }, "item after the first token again");
    },
  },
  "token-of-another-request": {
    group: "idempotency tokens",
    does: "A token that is used again for another transaction is refused with IdempotentParameterMismatchException",
    proves: "transactions",
    probe: async (bench) => {
      await count(bench, "-o", 1);
      await refused(count(bench, "-o", 2), "IdempotentParameterMismatchException", "another request");
      same(await bench.get(), { n: N(1) }, "item");
    },
  },
  "token-length": {
    group: "idempotency tokens",
    does: "A token has up to 36 characters",
    proves: "transactions",
    probe: async (bench) => {
      await count(bench, "x".repeat(36 - bench.prefix.length));
      await refused(count(bench, "x".repeat(37 - bench.prefix.length)), "ValidationException", "37 characters");
      same(await bench.get(), { n: N(1) }, "item");
    },
  },
} as const satisfies Behaviours;
