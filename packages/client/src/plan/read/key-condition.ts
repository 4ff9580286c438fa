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
  renderKey,
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
  readonly condition: ConditionNode | "nothing";
  /** Its part on the partition key. */
  readonly partition: readonly ConditionNode[];
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
  const partition = target.partition.map((template) =>
    equality(template, partitionValue(model, target, template, fixed)),
  );
  const sort = sortConditions(target.partition, target.sort, fixed, ranged, model.name);
  if (sort === "nothing") return { condition: "nothing", partition, sort: [], excluded: () => false };
  const nodes = [...partition, ...sort.map(({ template, condition }) => comparison(template, condition))];
  const [first] = nodes;
  if (first === undefined) throw new Error(`${target.name} has no partition key`);
  const exclusions = sort.filter(({ condition }) => condition.exclude !== undefined);
  const isExcluded = (item: WireItem): boolean =>
    exclusions.some(({ template, condition }) => sameValue(own(item, template.keyAttribute.name), condition.exclude));
  return {
    condition: nodes.length === 1 ? first : LogicalNode("AND", nodes),
    partition,
    sort,
    excluded: exclusions.length === 0 ? () => false : isExcluded,
  };
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

function partitionValue(
  model: EntityModel,
  target: Target,
  template: KeyTemplate,
  fixed: ReadonlyMap<string, AttributeValue>,
): AttributeValue {
  const value = renderKey(template, (name) => fixed.get(name), model.name);
  if (value !== undefined) return value;
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

function equality({ keyAttribute }: KeyTemplate, value: AttributeValue): ConditionNode {
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
