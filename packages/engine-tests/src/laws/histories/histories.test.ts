import fc from "fast-check";
import {
  defineEntity,
  defineTable,
  type Item,
  ItemExistsError,
  ItemNotFoundError,
  OutcomeUnknownError,
  TransactionCanceledError,
  transact,
  VersionConflictError,
} from "keywright";
import { expect, test } from "vitest";
import * as z from "zod";
import { runs, useDynamoDB } from "../../test-support.ts";
import { type Call, isLinearizable } from "./linearizable.ts";

const table = defineTable({ name: "Histories", partitionKey: { id: "S" } });
const Register = defineEntity({
  name: "Register",
  table,
  schema: z.object({ id: z.string(), value: z.number() }),
  version: "version",
});
type Register = Item<typeof Register>;

/** What is stored: each write has a value of its own, by which it is known. */
type State = { readonly stored: { readonly value: number; readonly version: number } | undefined };

const verbs = ["get", "create", "put", "update", "delete", "transact"] as const;
type Verb = (typeof verbs)[number];
/** What each of several clients does, one after the other. */
const programs: fc.Arbitrary<readonly (readonly Verb[])[]> = fc.array(
  fc.array(fc.constantFrom(...verbs), { minLength: 2, maxLength: 4 }),
  { minLength: 2, maxLength: 4 },
);

const dynamodb = useDynamoDB({ tables: [table], retryDelays: "none" });
const seen = { done: 0, refused: 0, unknown: 0 };
let clock = 0;
let values = 0;
let registers = 0;

/** Runs a client, and records what it was answered. */
async function client(id: string, name: number, program: readonly Verb[], history: Call<State>[]): Promise<void> {
  const { db } = dynamodb();
  let known: Register | undefined;
  for (const verb of program) {
    const from = ++clock;
    const expected = known;
    const value = ++values;
    const record = (answer: string, apply: Call<State>["apply"], until = ++clock): void => {
      const what = `client ${name}: ${verb} ${value}, expecting ${expected?.value}: ${answer}`;
      history.push({ what, from, until, apply });
    };
    const isExpected = ({ stored }: State): boolean => stored !== undefined && stored.value === expected?.value;
    /** What a write makes of a state that it applies to. */
    const after = (state: State): State | undefined => {
      if (verb === "create") return state.stored === undefined ? { stored: { value, version: 1 } } : undefined;
      if (!isExpected(state)) return undefined;
      if (verb === "delete") return { stored: undefined };
      return { stored: { value, version: (state.stored?.version ?? 0) + 1 } };
    };
    const written = (): void => {
      seen.done++;
      record("done", after);
    };
    const finds = (item: { readonly value: number; readonly version: number } | undefined): void =>
      record(`finds ${item?.value} in version ${item?.version}`, (state) =>
        state.stored?.value === item?.value && state.stored?.version === item?.version ? state : undefined,
      );
    try {
      if (verb === "get" || (verb !== "create" && expected === undefined)) {
        known = await db.send(Register.get({ id }, { consistent: true }));
        finds(known);
      } else if (verb === "create") {
        // Sent again after a lost answer, it would create anew what somebody has deleted since.
        known = await db.send(Register.create({ id, value }, { exactlyOnce: true }));
        written();
      } else if (expected === undefined) throw new Error("nothing is known");
      else if (verb === "put") {
        known = await db.send(Register.put({ ...expected, value }, { expected }));
        written();
      } else if (verb === "update") {
        known = await db.send(Register.update({ id }, { value }, { expected }));
        written();
      } else if (verb === "delete") {
        await db.send(Register.delete({ id }, { expected }));
        known = undefined;
        written();
      } else {
        [known] = await db.send(transact([Register.put({ ...expected, value }, { expected })]));
        written();
      }
    } catch (thrown) {
      const error = TransactionCanceledError.isInstance(thrown) ? (thrown.failed[0]?.error ?? thrown) : thrown;
      if (OutcomeUnknownError.isInstance(error)) {
        seen.unknown++;
        record("unknown", after, Number.POSITIVE_INFINITY);
        known = undefined;
      } else if (ItemExistsError.isInstance(error, Register) || VersionConflictError.isInstance(error, Register)) {
        seen.refused++;
        known = error.item;
        const found = error.item;
        if (found === undefined) throw error;
        if (ItemExistsError.isInstance(error)) finds(found);
        else
          record(`conflict with ${found.value} in version ${found.version}`, (state) =>
            !isExpected(state) && state.stored?.value === found.value && state.stored.version === found.version
              ? state
              : undefined,
          );
      } else if (ItemNotFoundError.isInstance(error)) {
        seen.refused++;
        known = undefined;
        finds(undefined);
      } else if (verb !== "get" && (error as { retryable?: boolean }).retryable === true) {
        // Throttled, or in conflict, to the end: nothing was written.
        record("refused", (state) => state);
      } else throw error;
    }
  }
}

test("concurrent versioned writes are as if they were done one at a time, whatever happens to requests", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0 }), programs, async (seed, clients) => {
      const id = `r${++registers}`;
      const { db, faults } = dynamodb();
      const history: Call<State>[] = [];
      await db.send(Register.create({ id, value: 0 }));
      const some = { on: ["PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems"] as const, probability: 0.1 };
      faults.latency({ ...some, probability: 0.3, seed: seed + 1, ms: 1 });
      faults.loseResponse({ ...some, seed: seed + 2 });
      faults.serverError({ ...some, seed: seed + 3, committed: true });
      faults.reset({ ...some, seed: seed + 4 });
      faults.throttle({ ...some, seed: seed + 5 });
      faults.conflict({ ...some, seed: seed + 6 });
      await Promise.all(clients.map((program, name) => client(id, name, ["get", ...program], history)));
      const initial: State = { stored: { value: 0, version: 1 } };
      const isRight = isLinearizable(history, initial, (state) => JSON.stringify(state.stored ?? null));
      const lines = [...history]
        .sort((a, b) => a.from - b.from)
        .map(({ from, until, what }) => `${from}-${until} ${what}`);
      expect(
        isRight ? "an order" : `no order of\n${lines.join("\n")}\nbesides ${JSON.stringify(faults.report())}`,
      ).toBe("an order");
      faults.clear();
    }),
    { numRuns: runs(100) },
  );
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(runs(100) / 20);
}, 300_000);
