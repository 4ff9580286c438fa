import { createHash } from "node:crypto";
import { BatchWriteItemCommand, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { equalValues, type UpdateAction } from "@keywright/expressions";
import type { AttributeValue, WireItem } from "@keywright/schema";
import { expect } from "vitest";
import { runs } from "../test-support.ts";

/** How many different expressions the engine is sent, at least; half of them by writes, half by queries. */
export const usualExpressions: number = Number(process.env.KEYWRIGHT_EXPRESSIONS ?? runs(4000));

/** The part of a request that its expressions are made of. */
interface Expressions {
  readonly ConditionExpression?: string | undefined;
  readonly FilterExpression?: string | undefined;
  readonly KeyConditionExpression?: string | undefined;
  readonly ProjectionExpression?: string | undefined;
  readonly UpdateExpression?: string | undefined;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: WireItem;
}

/**
 * What the engine made of what it was sent: a condition or filter held for an item or not, an update changed the item or could
 * not be made of it. An expression that it refuses as such fails the test.
 */
type Outcome = "true" | "false" | "changed" | "not applicable";

const kinds = [
  "ConditionExpression",
  "FilterExpression",
  "KeyConditionExpression",
  "ProjectionExpression",
  "UpdateExpression",
] as const;

/** Counts expressions that differ: in their text, or in what its placeholders stand for. */
export function createTally() {
  const sent = new Set<string>();
  const accepted = new Set<string>();
  const outcomes = new Map<Outcome, number>();
  return {
    /** Sends a request, and notes its expressions; those that the engine does not refuse as such are accepted. */
    async send<T>(request: Expressions, answer: () => Promise<T>): Promise<T> {
      const keys = keysOf(request);
      for (const key of keys) sent.add(key);
      const result = await answer();
      for (const key of keys) accepted.add(key);
      return result;
    },
    came(outcome: Outcome, times = 1): void {
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + times);
    },
    count: (outcome: Outcome): number => outcomes.get(outcome) ?? 0,
    get accepted(): number {
      return accepted.size;
    },
    /** Writes the figures for whoever runs the tests. The script that runs them on each engine looks for this line. */
    report(where: string): void {
      const each = [...outcomes].map(([outcome, times]) => `${times} ${outcome}`).join(", ");
      process.stdout.write(`${sent.size} different expressions in ${where}, ${accepted.size} accepted: ${each}\n`);
    },
  };
}

function keysOf(request: Expressions): readonly string[] {
  const { ExpressionAttributeNames: names = {}, ExpressionAttributeValues: values = {} } = request;
  return kinds.flatMap((kind) => {
    const text = request[kind]?.replace(/[#:]\w+/g, (placeholder) =>
      JSON.stringify(names[placeholder] ?? values[placeholder], (_name, part: unknown) =>
        part instanceof Uint8Array ? Buffer.from(part).toString("hex") : part,
      ),
    );
    return text === undefined ? [] : [createHash("sha1").update(`${kind} ${text}`).digest("base64")];
  });
}

/** Stores at most 25 items. */
export async function putAll(client: DynamoDBClient, TableName: string, items: readonly WireItem[]): Promise<void> {
  if (items.length === 0) return;
  const puts = items.map((Item) => ({ PutRequest: { Item } }));
  const { UnprocessedItems } = await client.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: puts } }));
  expect(UnprocessedItems ?? {}).toEqual({});
}

/** Compares stored items as the engine does: sets have no order, numbers no spelling. */
export function expectSame(actual: WireItem | string, expected: WireItem | string, what = ""): void {
  const same =
    typeof actual === "string" || typeof expected === "string"
      ? actual === expected
      : equalValues({ M: actual }, { M: expected });
  // Compared again for the message.
  if (!same) expect({ what, item: actual }).toEqual({ what, item: expected });
  expect(same).toBe(true);
}

/** The actions of an update that engines without `documentPaths` make as the service does. */
export function plainActions(actions: readonly UpdateAction[], item: WireItem): readonly UpdateAction[] {
  const placed = actions.filter(({ path }) => isPlaced(path.steps, { M: item }));
  const first = placed.find(
    ({ kind, path }) => /^(remove|delete)$/.test(kind) && typeof path.steps.at(-1) === "number",
  );
  // Once it has removed an element, also by the last member of a set, such an engine takes later ones for their neighbours.
  const isShifted = ({ kind, path }: UpdateAction): boolean =>
    kind !== "set" && path.steps.some((step) => typeof step === "number");
  return first === undefined ? placed : placed.filter((action) => action === first || !isShifted(action));
}

/** Whether there is a map, or a list that is long enough, for what stands at the end of a path. */
function isPlaced([step, ...rest]: readonly (string | number)[], value: AttributeValue | undefined): boolean {
  if (typeof step === "number") {
    const element = value && "L" in value ? value.L[step] : undefined;
    return element !== undefined && (rest.length === 0 || isPlaced(rest, element));
  }
  if (step === undefined || !value || !("M" in value)) return false;
  return rest.length === 0 || (Object.hasOwn(value.M, step) && isPlaced(rest, value.M[step]));
}

export function chunksOf<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size));
}
