import {
  BeginsWithNode,
  BetweenNode,
  ComparisonNode,
  type ConditionNode,
  LiteralNode,
  LogicalNode,
  PathNode,
} from "@keywright/expressions";
import {
  type AttributeValue,
  type EntityModel,
  type KeyTemplate,
  type Range,
  renderShards,
  type SortCondition,
  sortConditions,
  ValidationError,
  type WireItem,
} from "@keywright/schema";
import { checkAttributes } from "../check-input.ts";
import { own } from "../own.ts";
import { refuse } from "../refuse.ts";
import { sameValue } from "../same-value.ts";
import { encodeAttribute } from "../stored-key.ts";
import { rangeOf } from "./range-input.ts";
import type { Target } from "./target.ts";

type TemplateCondition = Exclude<ReturnType<typeof sortConditions>, "nothing">[number];

/** The key condition of a query, and the items that its bounds may touch without belonging to it. */
export interface PlannedKeyCondition {
  /** One, or one for each shard; none where no key meets it. */
  readonly conditions: readonly ConditionNode[];
  /** Their parts on the partition key, also where no key meets the rest. */
  readonly partitions: readonly (readonly ConditionNode[])[];
  /** Its part on the sort key. */
  readonly sort: readonly TemplateCondition[];
  excluded(item: WireItem): boolean;
}

/**
 * Turns attributes into a condition on key attributes: those of the partition by value, those of the sort key from left to
 * right, the last of which may be a range.
 *
 * @throws ValidationError
 */
export function keyCondition(
  model: EntityModel,
  target: Target,
  key: Readonly<Record<string, unknown>>,
): PlannedKeyCondition {
  const { fixed, ranged } = encodeKey(model, target, key);
  const partitions = partitionsOf(model, target, fixed);
  const sort = sortConditions(target.partition, target.sort, fixed, ranged, model.name);
  if (sort === "nothing") return { conditions: [], partitions, sort: [], excluded: () => false };
  const comparisons = sort.map(({ template, condition }) => comparison(template, condition));
  const exclusions = sort.filter(({ condition }) => condition.exclude !== undefined);
  const isExcluded = (item: WireItem): boolean =>
    exclusions.some(({ template, condition }) => sameValue(own(item, template.keyAttribute.name), condition.exclude));
  return {
    conditions: partitions.map((partition) => joined([...partition, ...comparisons])),
    partitions,
    sort,
    excluded: exclusions.length === 0 ? () => false : isExcluded,
  };
}

function joined(nodes: readonly ConditionNode[]): ConditionNode {
  const [only] = nodes;
  return only !== undefined && nodes.length === 1 ? only : LogicalNode("AND", nodes);
}

interface EncodedKey {
  /** Attributes given by value. */
  readonly fixed: ReadonlyMap<string, AttributeValue>;
  readonly ranged: { readonly attribute: string; readonly range: Range } | undefined;
}

function encodeKey(model: EntityModel, target: Target, key: Readonly<Record<string, unknown>>): EncodedKey {
  checkAttributes(model, "the key of a query", key);
  const known = attributesOf(target);
  const fixed = new Map<string, AttributeValue>();
  let ranged: EncodedKey["ranged"];
  for (const [name, value] of Object.entries(key)) {
    if (value === undefined) continue;
    if (!known.has(name)) {
      const message = `is no part of the key of ${target.name}: it is made of ${[...known].join(", ")}. Use \`where\` for conditions on other attributes`;
      throw refuse(model, [name], "invalid_key_condition", message);
    }
    const range = rangeOf(model, name, value);
    if (range === undefined) {
      fixed.set(name, encodeAttribute(model, name, value));
    } else if (ranged === undefined) {
      ranged = { attribute: name, range };
    } else {
      const message = `is a second range beside ${ranged.attribute}. A query takes one, on the last sort attribute given`;
      throw refuse(model, [name], "invalid_key_condition", message);
    }
  }
  return { fixed, ranged };
}

const cache = new WeakMap<Target, ReadonlySet<string>>();

/** The attributes that a key condition may name. */
function attributesOf(target: Target): ReadonlySet<string> {
  let names = cache.get(target);
  if (names === undefined) {
    names = new Set([...target.partition, ...target.sort].flatMap((template) => template.attributes));
    cache.set(target, names);
  }
  return names;
}

/** The conditions on the partition key, once for each shard. One template has the shards; the others print the same for all. */
function partitionsOf(
  model: EntityModel,
  target: Target,
  fixed: ReadonlyMap<string, AttributeValue>,
): readonly (readonly ConditionNode[])[] {
  const values = target.partition.map((template) => partitionValues(model, target, template, fixed));
  return Array.from({ length: target.shards }, (_, shard) =>
    target.partition.map((template, i) => equality(template, values[i]?.[template.shards === undefined ? 0 : shard])),
  );
}

function partitionValues(
  model: EntityModel,
  target: Target,
  template: KeyTemplate,
  fixed: ReadonlyMap<string, AttributeValue>,
): readonly AttributeValue[] {
  const values = renderShards(template, (name) => fixed.get(name), model.name);
  if (values !== undefined) return values;
  const missing = template.attributes.filter((name) => !fixed.has(name));
  throw new ValidationError({
    entity: model.name,
    issues: missing.map((name) => ({
      path: [name],
      code: "missing_key_attribute",
      message: `must be given by value: the partition key ${template.keyAttribute.name} of ${target.name} is made of it ("${template.text}")`,
    })),
  });
}

function equality({ keyAttribute }: KeyTemplate, value: AttributeValue | undefined): ConditionNode {
  if (value === undefined) throw new Error(`the partition key ${keyAttribute.name} has no value`);
  return ComparisonNode("=", PathNode([keyAttribute.name]), LiteralNode(value));
}

/** A condition on a sort key attribute, as an expression. */
export function comparison({ keyAttribute }: KeyTemplate, { operator, values }: SortCondition): ConditionNode {
  const path = PathNode([keyAttribute.name]);
  const [first, second] = values.map((value) => LiteralNode(value));
  if (first === undefined) throw new Error(`a sort condition on ${keyAttribute.name} has no value`);
  if (operator === "begins_with") return BeginsWithNode(path, first);
  if (operator !== "between") return ComparisonNode(operator, path, first);
  if (second === undefined) throw new Error(`a range on ${keyAttribute.name} has one end only`);
  return BetweenNode(path, first, second);
}
