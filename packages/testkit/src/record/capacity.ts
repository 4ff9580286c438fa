import { type Answer, contentOf } from "../network/answer.ts";
import { type Attempt, isObject, type JsonObject, type JsonValue } from "../network/attempt.ts";
import { isRead } from "../network/operation.ts";

/** Capacity units. */
export interface Capacity {
  readonly read: number;
  readonly write: number;
}

export function addCapacity(a: Capacity, b: Capacity | undefined): Capacity {
  return b ? { read: a.read + b.read, write: a.write + b.write } : a;
}

/** What an answer says that it consumed; `undefined` where it says nothing. */
export function capacityIn(answer: Answer, attempt: Attempt): Capacity | undefined {
  const { body } = answer;
  // Most of the work of a large page, which is not worth it where nobody asked DynamoDB.
  if (!Buffer.from(body.buffer, body.byteOffset, body.byteLength).includes('"ConsumedCapacity"')) return undefined;
  const { ConsumedCapacity: told } = contentOf(answer);
  if (told === undefined || told === null) return undefined;
  const read = isRead(attempt.operation) || isSelect(attempt.input);
  const all = [told].flat().filter((entry): entry is JsonObject => isObject(entry as JsonValue));
  return all.reduce<Capacity>(
    (sum, entry) => {
      const reads = unitsOf(entry.ReadCapacityUnits);
      const writes = unitsOf(entry.WriteCapacityUnits);
      // Outside of transactions there is one figure, whose kind the request says.
      const units = reads === undefined && writes === undefined ? (unitsOf(entry.CapacityUnits) ?? 0) : 0;
      return {
        read: sum.read + (reads ?? 0) + (read ? units : 0),
        write: sum.write + (writes ?? 0) + (read ? 0 : units),
      };
    },
    { read: 0, write: 0 },
  );
}

function unitsOf(value: JsonValue | undefined): number | undefined {
  return typeof value === "number" ? value : undefined;
}

function isSelect({ Statement }: JsonObject): boolean {
  return typeof Statement === "string" && /^\s*select\b/i.test(Statement);
}
