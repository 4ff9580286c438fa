import type { EntityModel } from "@keywright/schema";
import type { Expected, Where } from "../operation/description.ts";
import { makeOperation } from "./make-operation.ts";
import { getVerb, indexesOf, pagedVerbs } from "./read-verbs.ts";

type Values = Readonly<Record<string, unknown>>;

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

/** The verbs of an entity alone. */
export function verbsOf(model: EntityModel): Readonly<Record<string, unknown>> {
  const { name: _name, model: _model, ...verbs } = entityOf(model);
  return verbs;
}

/** An entity: its name, its model, and verbs, each of which makes a description and sends nothing. */
export function entityOf(model: EntityModel): Readonly<Record<string, unknown>> {
  const { query, first, count, scan } = pagedVerbs(model, undefined);
  // One literal, and no spreads: applications define hundreds of entities when they start.
  return {
    name: model.name,
    model,
    create: (item: Values, { exactlyOnce }: WriteOptions = {}) =>
      makeOperation({ verb: "create", model, item, exactlyOnce }),
    put: (item: Values, { expected, where, previous, returning = "new", exactlyOnce }: WriteOptions = {}) =>
      makeOperation({
        verb: "put",
        model,
        item,
        expected,
        where,
        previous,
        returning: returning as "new",
        exactlyOnce,
      }),
    upsert: (item: Values, { where, onExpired = "replace" }: WriteOptions = {}) =>
      makeOperation({ verb: "upsert", model, item, where, onExpired }),
    update: (
      key: Values,
      changes: Values | Where,
      { known = {}, previous, expected, where, returning = "new", exactlyOnce }: WriteOptions = {},
    ) =>
      makeOperation({
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
      makeOperation({
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
      makeOperation({ verb: "check", model, key, expected, where }),
    move: (item: Values, changes: Values, { where }: WriteOptions = {}) =>
      makeOperation({ verb: "move", model, item, changes, where }),
    indexes: indexesOf(model),
    get: getVerb(model),
    query,
    first,
    count,
    scan,
  };
}
