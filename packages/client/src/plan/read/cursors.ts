import { type ConditionNode, evaluateCondition } from "@keywright/expressions";
import { canonicalNumber, type EntityModel, type WireItem } from "@keywright/schema";
import { CursorError } from "../../error/cursor-error.ts";
import { type CursorScope, type CursorState, decodeCursor, encodeCursor, fingerprint } from "../cursor.ts";
import { own } from "../own.ts";
import type { Target } from "./target.ts";

/** Cursors of one read. */
export interface Cursors {
  /** Where the read starts, if it has a cursor. */
  readonly start: CursorState | undefined;
  at(state: CursorState): string;
}

/** What tells one read from another, besides its target. */
export interface ReadIdentity {
  readonly subject: string;
  readonly models: readonly EntityModel[];
  readonly target: Target;
  /** What the positions of each lane meet: its partition key. None of scans. */
  readonly partitions: readonly (readonly ConditionNode[])[];
  /** Order, key condition, conditions: anything that serialises. */
  readonly parts: readonly (string | undefined | ConditionNode)[];
  readonly lanes: number;
}

/** Cursors that are bound to a read. What they are bound by is hashed when the first one is needed: most reads end without. */
export function cursorsOf(identity: ReadIdentity, cursor: string | undefined, secret: string | undefined): Cursors {
  let scope: CursorScope | undefined;
  const scoped = (): CursorScope => {
    scope ??= cursorScope(identity, secret);
    return scope;
  };
  return {
    start: cursor === undefined ? undefined : startOf(decodeCursor(cursor, scoped()), identity),
    at: (state) => encodeCursor(state, scoped()),
  };
}

/** DynamoDB refuses a position of another partition. Not every engine does, and a cursor without a signature may be anybody's. */
function startOf(state: CursorState, { subject, partitions, target }: ReadIdentity): CursorState {
  const fits = state.positions.every((position) => typeof position === "string" || isPosition(target, position));
  if (!fits) throw new CursorError({ entity: subject, problem: "malformed" });
  const inside = state.positions.every(
    (position, lane) =>
      typeof position === "string" ||
      (partitions[lane] ?? []).every((condition) => evaluateCondition(condition, position)),
  );
  if (!inside) throw new CursorError({ entity: subject, problem: "other-query" });
  return state;
}

/** Whether each key attribute has a value of its type: the service would refuse others, in words about something else. */
function isPosition({ templates }: Target, position: WireItem): boolean {
  return templates.every(({ keyAttribute: { name, type } }) => {
    const value = own(position, name);
    if (value === undefined || !(type in value)) return false;
    return !("N" in value) || canonicalNumber(value.N) !== undefined;
  });
}

function cursorScope({ subject, models, target, parts, lanes }: ReadIdentity, secret: string | undefined): CursorScope {
  const templates = target.templates.map(({ keyAttribute, text }) => `${keyAttribute.name}=${text}`);
  const names = models.map(({ name }) => name);
  return {
    entity: subject,
    query: fingerprint(JSON.stringify([target.name, target.type, ...parts], bytesAsText)),
    model: fingerprint(JSON.stringify([models[0]?.table.name, names, templates])),
    attributes: target.keyAttributes,
    lanes,
    secret,
  };
}

function bytesAsText(_name: string, value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value;
}
