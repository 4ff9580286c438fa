import fc from "fast-check";
import {
  ConditionFailedError,
  type Database,
  ItemExistsError,
  ItemNotFoundError,
  isRetryable,
  OutcomeUnknownError,
  TransactionCanceledError,
  transact,
  UniqueConstraintError,
  ValidationError,
  VersionConflictError,
  type WriteOperation,
} from "keywright";
import { acts, type EntityName, Entry, type Key, type Values } from "./unique-model.ts";

const entity = fc.constantFrom<EntityName>("Member", "Ticket");
// Few items, so that many writes are of the same one.
const team = fc.constantFrom("red", "red", "red", "blue");
const id = fc.constantFrom("a", "a", "b", "c");
const values = fc.record({
  email: fc.constantFrom(undefined, "ada@x.org", "Ada@X.org", "bob@x.org", "eve#1@x.org"),
  badge: fc.constantFrom<number | undefined>(undefined, undefined, 1, 2),
});
const verb = fc.constantFrom(
  ...(["create", "create", "put", "put", "replace", "upsert", "upsert", "change", "change", "note"] as const),
  ...(["delete", "leave", "move", "modify"] as const),
);
const single = fc.record({ verb, entity, team, id, values, to: fc.record({ team, id }) });
export type Single = typeof single extends fc.Arbitrary<infer S> ? S : never;
/** One write, or several in a transaction, with an entry that says that it happened. */
export const step: fc.Arbitrary<readonly Single[]> = fc.oneof(
  { weight: 4, arbitrary: single.map((each) => [each]) },
  { weight: 1, arbitrary: fc.tuple(single, single) },
);
export type Step = readonly Single[];

/** What a write was said to have come to. */
export type Outcome =
  | "done"
  /** There was nothing to replace, or nothing that this entity can do. */
  | "skipped"
  | "taken"
  | "exists"
  | "absent"
  | "stale"
  /** Its operations cannot be in one transaction. */
  | "mixed"
  | "retryable"
  | "unknown";

/** What is written by a step with this note. */
export function itemOf({ verb, team, id, values: { email, badge }, to }: Single, note: string): Values {
  return {
    ...(verb === "move" ? to : { team, id }),
    note,
    ...(email === undefined ? {} : { email }),
    ...(badge === undefined ? {} : { badge }),
  };
}

type Read = Parameters<(typeof acts)[EntityName]["delete"]>[0];

function operationOf(step: Single, note: string, read: Read | undefined): WriteOperation<unknown> | undefined {
  const of = acts[step.entity];
  const item = itemOf(step, note);
  const { verb, team, id, to } = step;
  if (verb === "create" || verb === "upsert") return of[verb](item);
  if (verb === "put") return of.put(item, read);
  if (verb === "note") return of.note({ team, id }, note);
  if (read === undefined || verb === "modify") return undefined;
  if (verb === "replace" || verb === "change") return of[verb](item, read);
  if (verb === "move") return to.team === team && to.id === id ? undefined : of.move(read, item);
  return of.delete(read, verb === "delete");
}

/** Carries out a step. What it replaces it has read before. */
export async function carryOut(db: Database, step: Step, note: string): Promise<Outcome> {
  try {
    const [first] = step;
    const { modify } = acts[first?.entity ?? "Member"];
    if (step.length === 1 && first?.verb === "modify") {
      if (!modify) return "skipped";
      await modify(db, itemOf(first, note));
      return "done";
    }
    const operations: WriteOperation<unknown>[] = [];
    for (const each of step) {
      const { entity, team, id } = each;
      const operation = operationOf(each, note, await acts[entity].get(db, { team, id }));
      if (operation === undefined) return "skipped";
      operations.push(operation);
    }
    if (operations.length > 1) operations.push(Entry.create({ note }));
    await db.send(transactOrOne(operations));
    return "done";
  } catch (error) {
    return outcomeOf(error);
  }
}

function transactOrOne(operations: readonly WriteOperation<unknown>[]) {
  const [only] = operations;
  return operations.length === 1 && only ? only : transact([...operations]);
}

/** @throws what no write should fail with */
function outcomeOf(error: unknown): Outcome {
  if (UniqueConstraintError.isInstance(error)) return "taken";
  if (ItemExistsError.isInstance(error)) return "exists";
  if (ItemNotFoundError.isInstance(error)) return "absent";
  if (ConditionFailedError.isInstance(error) || VersionConflictError.isInstance(error)) return "stale";
  if (OutcomeUnknownError.isInstance(error)) return "unknown";
  if (ValidationError.isInstance(error) && error.issues[0]?.code === "same_item") return "mixed";
  if (isRetryable(error)) return "retryable";
  const failed = TransactionCanceledError.isInstance(error) ? error.failed : [];
  const outcomes = failed.flatMap((reason) => (reason.error ? [outcomeOf(reason.error)] : []));
  // What only found something else than it thought is not why, where there is another reason.
  const outcome = outcomes.find((each) => each !== "stale") ?? outcomes[0];
  if (outcome) return outcome;
  throw error;
}

/** The key in the table, and the values that are claimed, of an item. */
export function claimsOf(entity: EntityName, { team, id, email, badge }: Values): readonly string[] {
  return [
    `~unique#${entity}#id#${id}`,
    ...(email === undefined ? [] : [`~unique#${entity}#email#${email.toLowerCase()}`]),
    ...(badge === undefined ? [] : [`~unique#${entity}#badge#${team}#${badge}`]),
  ];
}

export const textOf = (entity: EntityName, { team, id }: Key): string => `${entity} ${team} ${id}`;
