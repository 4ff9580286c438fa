import type { ConditionNode } from "@keywright/expressions";
import type { EntityModel } from "@keywright/schema";
import { type CursorScope, type CursorState, decodeCursor, encodeCursor, fingerprint } from "../cursor.ts";
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
    start: cursor === undefined ? undefined : decodeCursor(cursor, scoped()),
    at: (state) => encodeCursor(state, scoped()),
  };
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
