import type { ConditionNode } from "@keywright/expressions";
import type { WireItem } from "@keywright/schema";
import type { QueryDescription } from "../../operation/description.ts";
import { type CursorScope, decodeCursor, encodeCursor, fingerprint } from "../cursor.ts";
import type { Target } from "./target.ts";

/** Cursors of one query. */
export interface Cursors {
  /** The position of the cursor that the query starts after, if it has one. */
  start(): WireItem | undefined;
  after(position: WireItem): string;
}

/** What tells one query from another. */
export interface QueryIdentity {
  readonly description: QueryDescription;
  readonly target: Target;
  readonly key: ConditionNode | "nothing";
  readonly where: ConditionNode | undefined;
}

/** Cursors that are bound to a query. What they are bound by is hashed when the first one is needed: most queries end without. */
export function cursorsOf(identity: QueryIdentity, secret: string | undefined): Cursors {
  const { cursor } = identity.description;
  let scope: CursorScope | undefined;
  const scoped = (): CursorScope => {
    scope ??= cursorScope(identity, secret);
    return scope;
  };
  return {
    start: () => (cursor === undefined ? undefined : decodeCursor(cursor, scoped())),
    after: (position) => encodeCursor(position, scoped()),
  };
}

function cursorScope({ description, target, key, where }: QueryIdentity, secret: string | undefined): CursorScope {
  const { model, index, order } = description;
  const templates = target.templates.map(({ keyAttribute, text }) => `${keyAttribute.name}=${text}`);
  return {
    entity: model.name,
    query: fingerprint(JSON.stringify([index, order, key, where], bytesAsText)),
    model: fingerprint(JSON.stringify([model.table.name, model.name, templates])),
    attributes: target.keyAttributes,
    secret,
  };
}

function bytesAsText(_name: string, value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value;
}
