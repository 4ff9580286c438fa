import type { Database } from "@keywright/client";
import { remove } from "@keywright/expressions";
import { type EntityModel, ValidationError } from "@keywright/schema";
import type { LeaseRecord } from "./record.ts";

/** @throws ValidationError where the entity cannot hold a lease */
export function recordOf<T extends string>(
  db: Database<T>,
  model: EntityModel,
  key: unknown,
  attribute: "lease" | "once",
): LeaseRecord {
  const refuse = (path: string, code: string, message: string): ValidationError =>
    new ValidationError({ entity: model.name, issues: [{ path: [path], code, message }] });
  if (!model.attributes.has(attribute)) {
    throw refuse(attribute, "missing_lease", `is not in the schema: add ${attribute}: ${attribute}State() to it`);
  }
  if (model.version !== undefined) {
    const message = "counts each renewal as a write, so that others never find what they expect";
    throw refuse(model.version.attribute, "versioned_lease", `${message}. Give the lease an entity without a version`);
  }
  const expires = [...model.attributes].find(([, { storedName }]) => storedName === model.table.timeToLive);
  if (attribute === "once" && model.timeToLive !== undefined) {
    const message = "hides the marker when it has expired: what has been done would be done again";
    throw refuse(model.timeToLive.attribute, "expiring_marker", `${message}. Add ttlFilter: false to the entity`);
  }
  if (attribute === "lease" && expires !== undefined) {
    const message = "would let it be deleted, and its token start again";
    throw refuse(expires[0], "expiring_lease", `${message}. Give the lease an entity that does not expire`);
  }
  if (typeof key !== "object" || key === null) throw refuse("key", "invalid_key", "must be an object of attributes");
  const cleared = expires === undefined ? {} : { [expires[0]]: remove() };
  // What the key says of the scope is checked when operations are sent.
  return { db, model, key: { ...db["~runtime"].scope?.values, ...key }, attribute, cleared };
}
