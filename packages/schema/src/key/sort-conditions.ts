import { ValidationError } from "../error/validation-error.ts";
import type { AttributeValue } from "../wire/attribute-value.ts";
import type { AttributeRange, SortCondition } from "./range.ts";
import { sortCondition } from "./sort-condition.ts";
import type { KeyTemplate } from "./template.ts";

/** A condition on one of the sort key attributes. */
export interface TemplateCondition {
  readonly template: KeyTemplate;
  readonly condition: SortCondition;
}

/**
 * The conditions on the sort key attributes of a table or index, from the left: equality on all but the last. An empty list
 * where every item of the partition is wanted, `"nothing"` where no item can match.
 *
 * @param partition templates of the partition key, whose attributes a sort template may repeat
 * @throws ValidationError where an attribute is given and one before it is not, or for the reasons of `sortCondition`
 */
export function sortConditions(
  partition: readonly KeyTemplate[],
  sort: readonly KeyTemplate[],
  fixed: ReadonlyMap<string, AttributeValue>,
  range: AttributeRange | undefined,
  entity: string,
): readonly TemplateCondition[] | "nothing" {
  checkGaps(partition, sort, fixed, range, entity);
  const conditions: TemplateCondition[] = [];
  for (const template of sort) {
    const ranged = range && template.attributes.includes(range.attribute) ? range : undefined;
    const condition = sortCondition(template, fixed, ranged, entity);
    if (condition === "nothing") return "nothing";
    if (condition === undefined) break;
    conditions.push({ template, condition });
    if (condition.operator !== "=") break;
  }
  return conditions;
}

function checkGaps(
  partition: readonly KeyTemplate[],
  sort: readonly KeyTemplate[],
  fixed: ReadonlyMap<string, AttributeValue>,
  range: AttributeRange | undefined,
  entity: string,
): void {
  const order = orderOf(partition, sort);
  const refuse = (attribute: string, message: string): never => {
    throw new ValidationError({ entity, issues: [{ path: [attribute], code: "invalid_key_condition", message }] });
  };
  let missing: string | undefined;
  for (const attribute of order) {
    const isGiven = fixed.has(attribute) || range?.attribute === attribute;
    if (!isGiven) missing ??= attribute;
    else if (missing !== undefined) {
      refuse(
        attribute,
        `is given without '${missing}', which comes before it in the sort key; give '${missing}' by value too, or put the condition on '${attribute}' in a filter`,
      );
    } else if (
      range?.attribute === attribute &&
      order.slice(order.indexOf(attribute) + 1).some((later) => fixed.has(later))
    ) {
      refuse(
        attribute,
        "is a range, and an attribute after it in the sort key is given by value; only the last attribute that is given may be a range",
      );
    }
  }
  if (range && !order.includes(range.attribute)) {
    refuse(range.attribute, "cannot be a range: it is no attribute of the sort key, or of the partition key too");
  }
}

const cache = new WeakMap<
  readonly KeyTemplate[],
  { readonly partition: readonly KeyTemplate[]; readonly order: readonly string[] }
>();

/** The attributes that only the sort key is made of, from the left. */
function orderOf(partition: readonly KeyTemplate[], sort: readonly KeyTemplate[]): readonly string[] {
  let known = cache.get(sort);
  if (known?.partition !== partition) {
    const given = new Set(partition.flatMap(({ attributes }) => attributes));
    const all = new Set(sort.flatMap(({ attributes }) => attributes));
    known = { partition, order: [...all].filter((attribute) => !given.has(attribute)) };
    cache.set(sort, known);
  }
  return known.order;
}
