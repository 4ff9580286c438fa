import type { EntityModel, KeyTemplate } from "@keywright/schema";
import { refuse } from "../refuse.ts";

/** What a query is made on: the table, or an index, as the entity sees it. */
export interface Target {
  readonly name: string;
  readonly type: "table" | "global" | "local";
  readonly partition: readonly KeyTemplate[];
  readonly sort: readonly KeyTemplate[];
  /** How many partitions hold the items of one: 1 where they are not spread. */
  readonly shards: number;
  /** The templates of the index and of the table: what every item of the answer has keys of. */
  readonly templates: readonly KeyTemplate[];
  /** Key attributes of the target, then those of the table: what a position consists of. */
  readonly keyAttributes: readonly string[];
  /** Stored names that answers contain besides key attributes. */
  readonly projection: "ALL" | readonly string[];
}

/**
 * The target of a query by the name of its index; the table itself without one.
 *
 * @throws ValidationError for an unknown index
 */
export function targetOf(model: EntityModel, index: string | undefined): Target {
  const targets = targetsOf(model);
  const target = targets.get(index);
  if (target !== undefined) return target;
  const names = [...model.indexes.keys()].join(", ");
  const message = `is no index of ${model.name}. It has ${names || "none"}`;
  throw refuse(model, ["indexes", String(index)], "unknown_index", message);
}

/** Whether answers contain this attribute, by its name in the table. */
export function isProjected({ projection, keyAttributes }: Target, storedName: string): boolean {
  return projection === "ALL" || projection.includes(storedName) || keyAttributes.includes(storedName);
}

const cache = new WeakMap<EntityModel, ReadonlyMap<string | undefined, Target>>();

function targetsOf(model: EntityModel): ReadonlyMap<string | undefined, Target> {
  let targets = cache.get(model);
  if (targets === undefined) {
    targets = new Map([
      [undefined, tableTarget(model)],
      ...Array.from(model.indexes, ([name, index]) => [name, indexTarget(model, name, index)] as const),
    ]);
    cache.set(model, targets);
  }
  return targets;
}

function tableTarget(model: EntityModel): Target {
  return {
    name: model.table.name,
    type: "table",
    partition: model.key.slice(0, 1),
    sort: model.key.slice(1),
    shards: 1,
    templates: model.key,
    keyAttributes: model.key.map(({ keyAttribute }) => keyAttribute.name),
    projection: "ALL",
  };
}

function indexTarget(model: EntityModel, name: string, { partition, sort, index }: EntityIndex): Target {
  const templates = [...new Map([...partition, ...sort, ...model.key].map((t) => [t.keyAttribute.name, t])).values()];
  return {
    name,
    type: index.type,
    partition,
    sort,
    shards: Math.max(1, ...partition.map(({ shards = 1 }) => shards)),
    templates,
    keyAttributes: templates.map(({ keyAttribute }) => keyAttribute.name),
    projection: index.projection === "KEYS_ONLY" ? [] : index.projection,
  };
}

type EntityIndex = EntityModel["indexes"] extends ReadonlyMap<string, infer I> ? I : never;
