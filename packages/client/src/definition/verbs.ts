import type { EntityModel } from "@keywright/schema";
import type { Description, Expected, Where } from "../operation/description.ts";
import type { Operation } from "../operation/operation.ts";
import { makeOperation } from "./make-operation.ts";
import { pagedVerbs, readVerbs } from "./read-verbs.ts";

type Values = Readonly<Record<string, unknown>>;
type Described = Operation<unknown>;

// What the verbs take once types are left behind. Planning checks all of it.
interface WriteOptions {
  readonly where?: Where;
  readonly expected?: Expected;
  readonly known?: Values;
  readonly previous?: Values;
  readonly returning?: string;
  readonly mustExist?: boolean;
  readonly onExpired?: "replace" | "throw";
  readonly exactlyOnce?: boolean;
}

/** The verbs of an entity: each makes a description and sends nothing. */
export function verbsOf(model: EntityModel): Readonly<Record<string, unknown>> {
  const describe = (description: Description): Described => makeOperation(description);
  const { indexes, get } = readVerbs(model);
  const { query, first, count, scan } = pagedVerbs(model, undefined);
  // One literal, and no spreads: applications define hundreds of entities when they start.
  return {
    create: (item: Values, { exactlyOnce }: WriteOptions = {}) =>
      describe({ verb: "create", model, item, exactlyOnce }),
    put: (item: Values, { expected, where, previous, returning = "new", exactlyOnce }: WriteOptions = {}) =>
      describe({ verb: "put", model, item, expected, where, previous, returning: returning as "new", exactlyOnce }),
    upsert: (item: Values, { where, onExpired = "replace" }: WriteOptions = {}) =>
      describe({ verb: "upsert", model, item, where, onExpired }),
    update: (
      key: Values,
      changes: Values | Where,
      { known = {}, previous, expected, where, returning = "new", exactlyOnce }: WriteOptions = {},
    ) =>
      describe({
        verb: "update",
        model,
        key,
        changes,
        known,
        previous,
        expected,
        where,
        returning: returning as "new",
        exactlyOnce,
      }),
    delete: (
      key: Values,
      { expected, where, previous, mustExist = true, returning = "none", exactlyOnce }: WriteOptions = {},
    ) =>
      describe({
        verb: "delete",
        model,
        key,
        expected,
        where,
        previous,
        mustExist,
        returning: returning as "none",
        exactlyOnce,
      }),
    check: (key: Values, { expected, where }: WriteOptions = {}) =>
      describe({ verb: "check", model, key, expected, where }),
    move: (item: Values, changes: Values, { where }: WriteOptions = {}) =>
      describe({ verb: "move", model, item, changes, where }),
    indexes,
    get,
    query,
    first,
    count,
    scan,
  };
}
