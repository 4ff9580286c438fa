import { ValidationError } from "../error/validation-error.ts";
import type { AttributeValue } from "../wire/attribute-value.ts";
import { utf8Length } from "../wire/size.ts";
import { isCase, sortsInEitherCase } from "./format.ts";
import { checkKeyLength } from "./length.ts";
import { printValue } from "./print.ts";
import type { AttributeRange, ProperRange, SortCondition } from "./range.ts";
import { rawCondition } from "./raw-condition.ts";
import { readKey } from "./read.ts";
import type { KeyTemplate, ValuePart } from "./template.ts";
import { afterPrefix, beginsAlike, compareUtf8, escapeText, inCase } from "./text.ts";

/** An end of a range of keys, and whether it belongs to it. */
interface Bound {
  readonly key: string;
  readonly inclusive: boolean;
}

/**
 * The condition that returns exactly the items with these attributes, in their order. `"nothing"` where no item can match;
 * `undefined` where every item of the partition does.
 *
 * @param fixed attributes that are given by value: those of the partition key, and those of the template from the left
 * @param range a range of the attribute after them
 * @throws ValidationError where the template cannot keep the order of the attribute, or a value cannot stand in the key
 */
export function sortCondition(
  template: KeyTemplate,
  fixed: ReadonlyMap<string, AttributeValue>,
  range: AttributeRange | undefined,
  entity: string,
): SortCondition | "nothing" | undefined {
  const refuse = (attribute: string, message: string): never => {
    throw new ValidationError({ entity, issues: [{ path: [attribute], code: "invalid_range", message }] });
  };
  const bounds = range?.range;
  if (bounds !== undefined && "eq" in bounds) {
    const given = new Map(fixed);
    if (range) given.set(range.attribute, bounds.eq);
    return sortCondition(template, given, undefined, entity);
  }
  let prefix = "";
  for (const [i, part] of template.parts.entries()) {
    if (part.kind === "literal") {
      prefix += part.text;
      continue;
    }
    if (part.kind === "shard") throw new Error(`the sort key ${template.keyAttribute.name} has a shard`);
    const value = fixed.get(part.attribute);
    if (value === undefined) {
      if (range === undefined || bounds === undefined) {
        checkKeyLength(template, utf8Length(prefix), entity);
        return prefix === "" ? undefined : beginsWith(prefix);
      }
      if (range.attribute !== part.attribute) {
        refuse(
          range.attribute,
          `is not next in the key template '${template.text}': give '${part.attribute}' by value first, or the range to it`,
        );
      }
      if (template.raw && template.keyAttribute.type !== "S") return rawCondition(template, bounds, entity);
      return rangeCondition(template, part, i, prefix, bounds, entity);
    }
    if (template.raw && template.keyAttribute.type !== "S") return { operator: "=", values: [value] };
    prefix += print(template, part, value, entity);
  }
  if (range && !template.attributes.includes(range.attribute)) {
    refuse(range.attribute, `is not in the key template '${template.text}'`);
  } else if (range) {
    refuse(range.attribute, "is given by value and as a range; give one of them");
  }
  checkKeyLength(template, utf8Length(prefix), entity);
  if (prefix === "")
    refuse(
      template.attributes[0] ?? "",
      `is empty, and so would be the key attribute ${template.keyAttribute.name}, which no item has`,
    );
  return { operator: "=", values: [{ S: prefix }] };
}

function beginsWith(prefix: string): SortCondition {
  return { operator: "begins_with", values: [{ S: prefix }] };
}

function print(template: KeyTemplate, part: ValuePart, value: AttributeValue, entity: string): string {
  const printed = printValue(template, part, value);
  if (typeof printed === "string") return printed;
  throw new ValidationError({
    entity,
    issues: [{ path: [part.attribute], code: "invalid_key", message: printed.problem }],
  });
}

function rangeCondition(
  template: KeyTemplate,
  part: ValuePart,
  position: number,
  prefix: string,
  range: ProperRange,
  entity: string,
): SortCondition | "nothing" | undefined {
  if ("beginsWith" in range) return prefixCondition(template, part, prefix, range.beginsWith, entity);
  const disorder = whyUnordered(template, part, position);
  if (disorder !== undefined) {
    const message = `cannot be a range: ${disorder}`;
    throw new ValidationError({ entity, issues: [{ path: [part.attribute], code: "invalid_range", message }] });
  }
  const next = template.parts[position + 1];
  const literal = next?.kind === "literal" ? next.text : "";
  const last = template.parts.slice(position + 1).every(({ kind }) => kind === "literal");
  const key = (value: AttributeValue): string => {
    const text = prefix + print(template, part, value, entity) + literal;
    checkKeyLength(template, utf8Length(text), entity);
    return text;
  };
  // The keys from a value on, and those up to and with it, whatever follows the value in them.
  const from = (value: AttributeValue): Bound => ({ key: key(value), inclusive: true });
  const before = (value: AttributeValue): Bound => ({ key: key(value), inclusive: false });
  // Where the keys of the attribute are all there are, no bound on what surrounds it is needed.
  if ("gt" in range && last && prefix === "") {
    const { key: low } = from(range.gt);
    return low === "" ? undefined : { operator: ">", values: [{ S: low }] };
  }
  const upTo = (value: AttributeValue): Bound | undefined => (last ? from(value) : afterAll(key(value)));
  const after = (value: AttributeValue): Bound | undefined => {
    const text = key(value);
    return last && utf8Length(text) < template.limit ? { key: `${text}\0`, inclusive: true } : lowerAfterAll(text);
  };
  const start: Bound | undefined = prefix === "" ? undefined : { key: prefix, inclusive: true };
  const end = prefix === "" ? undefined : afterAll(prefix);
  if ("between" in range) return bounded(template, from(range.between[0]), upTo(range.between[1]));
  if ("gte" in range) return bounded(template, from(range.gte), end);
  if ("gt" in range) {
    const low = after(range.gt);
    return low ? bounded(template, low, end) : "nothing";
  }
  return bounded(template, start, "lte" in range ? upTo(range.lte) : before(range.lt));
}

function afterAll(prefix: string): Bound | undefined {
  const key = afterPrefix(prefix);
  return key === undefined ? undefined : { key, inclusive: false };
}

function lowerAfterAll(prefix: string): Bound | undefined {
  const key = afterPrefix(prefix);
  return key === undefined ? undefined : { key, inclusive: true };
}

function bounded(
  template: KeyTemplate,
  low: Bound | undefined,
  high: Bound | undefined,
): SortCondition | "nothing" | undefined {
  // No key is empty, so an empty lower end bounds nothing and an empty upper one everything.
  const from = low === undefined || low.key === "" ? undefined : low.key;
  if (high === undefined) return from === undefined ? undefined : { operator: ">=", values: [{ S: from }] };
  if (high.key === "") return "nothing";
  const to: AttributeValue = { S: high.key };
  if (from === undefined) return { operator: high.inclusive ? "<=" : "<", values: [to] };
  const order = compareUtf8(from, high.key);
  if (order > 0 || (order === 0 && !high.inclusive)) return "nothing";
  const touches = !high.inclusive && readKey(template, to) !== undefined;
  return { operator: "between", values: [{ S: from }, to], ...(touches && { exclude: to }) };
}

function prefixCondition(
  template: KeyTemplate,
  part: ValuePart,
  prefix: string,
  value: AttributeValue,
  entity: string,
): SortCondition | "nothing" | undefined {
  if (part.type !== "S" || !("S" in value)) {
    const message = "is not stored as a string: `beginsWith` takes strings; write `between`, `gte` or `lt`";
    throw new ValidationError({ entity, issues: [{ path: [part.attribute], code: "invalid_range", message }] });
  }
  let text = value.S;
  if (!text.isWellFormed()) {
    const message =
      "has half of a character in its prefix: cut the text between characters, such as [...text].slice(0, 3)";
    throw new ValidationError({ entity, issues: [{ path: [part.attribute], code: "invalid_range", message }] });
  }
  if (isCase(part.modifier)) {
    if (!beginsAlike(text, part.modifier)) {
      const message = `ends in a capital sigma, which in lower case is one letter within a word and another at its end: write \`beginsWith\` with the small letter`;
      throw new ValidationError({ entity, issues: [{ path: [part.attribute], code: "invalid_range", message }] });
    }
    text = inCase(text, part.modifier);
  }
  if (part.modifier === "escaped") text = escapeText(text, part.escapes);
  // Behind the value's end something else begins, which must not be taken for it.
  if (part.length !== undefined ? text.length > part.length : part.stop !== undefined && text.includes(part.stop)) {
    return "nothing";
  }
  const key = prefix + text;
  checkKeyLength(template, utf8Length(key), entity);
  return key === "" ? undefined : beginsWith(key);
}

/** Why the order of keys is not the order of this attribute. */
function whyUnordered(template: KeyTemplate, part: ValuePart, position: number): string | undefined {
  const place = `the key template '${template.text}'`;
  if (isCase(part.modifier) && !sortsInEitherCase(part.format))
    return `${place} stores it in ${part.modifier} case, in another order than its own. Ask for it by value or with \`beginsWith\``;
  if (part.modifier === "escaped")
    return `${place} escapes it, which changes its order. Ask for it by value or with \`beginsWith\``;
  if (part.type === "N" && part.modifier !== "width")
    return `${place} prints the number without a width, so it sorts as text. Write {${part.attribute}:8}`;
  if (part.length !== undefined || position === template.parts.length - 1) return undefined;
  if (part.format.kind === "finite" && keepsOrder(part.format.values, part.stop ?? "")) return undefined;
  return `${place} goes on after it, and texts of different lengths then sort by what follows them. Put {${part.attribute}} at the end of the template, give it a format of fixed width (a date, isoDateTime(), a UUID), or ask for it by value or with \`beginsWith\``;
}

function keepsOrder(values: readonly string[], stop: string): boolean {
  const sorted = values.toSorted(compareUtf8);
  return sorted.every((value, i) => {
    const next = sorted[i + 1];
    return next === undefined || compareUtf8(value + stop, next + stop) < 0;
  });
}
