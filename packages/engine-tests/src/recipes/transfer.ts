import {
  ConditionFailedError,
  type CreateInputOf,
  type Database,
  decrement,
  defineEntity,
  defineTable,
  gte,
  type Item,
  increment,
  isoDateTime,
  transact,
} from "keywright";
import * as z from "zod";

export const bankTable = defineTable({ name: "Bank", partitionKey: { PK: "S" } });
export const Account = defineEntity({
  name: "Account",
  table: bankTable,
  schema: z.object({ accountId: z.string(), balance: z.int().min(0) }), // in cents
  key: { PK: "ACCOUNT#{accountId}" },
});
export const Transfer = defineEntity({
  name: "Transfer",
  table: bankTable,
  schema: z.object({
    transferId: z.uuid(),
    from: z.string(),
    to: z.string(),
    amount: z.int().min(1), // a negative one would take money from the payee
    at: isoDateTime(),
  }),
  key: { PK: "TRANSFER#{transferId}" },
});

/** Moves money, once for each `transferId`. Gives the record of it, or nothing where the payer has too little. */
export async function transfer(
  db: Database,
  input: CreateInputOf<typeof Transfer>,
): Promise<Item<typeof Transfer> | undefined> {
  const { transferId, from, to, amount, at } = input;
  const moving = transact(
    {
      record: Transfer.create(input),
      payer: Account.update(
        { accountId: from },
        { balance: decrement(amount) },
        { where: (a) => gte(a.balance, amount) },
      ),
      payee: Account.update({ accountId: to }, { balance: increment(amount) }),
    },
    { token: transferId, at },
  );
  const sent = await db.attempt(moving);
  if (sent.ok) return sent.value.record;
  if (sent.error.code !== "transaction-canceled") throw sent.error;
  const { reasons } = sent.error;
  if (reasons.record?.item) return reasons.record.item; // it was made before
  if (ConditionFailedError.isInstance(reasons.payer?.error)) return undefined;
  throw sent.error;
}
