import type { Issue } from "../error/issue.ts";
import { ValidationError } from "../error/validation-error.ts";
import type { AttributeValue } from "../wire/attribute-value.ts";
import { utf8Length } from "../wire/size.ts";
import { checkKeyLength } from "./length.ts";
import { printValue } from "./print.ts";
import { shardOf, shardText } from "./shard.ts";
import type { KeyTemplate, ShardPart } from "./template.ts";

/** Where the stored value of an attribute is found, by its name in the program or by that in the table. */
export type StoredValues = (attribute: string, storedName: string) => AttributeValue | undefined;

/**
 * The value of a key attribute. `undefined` where an attribute of the template is absent.
 *
 * @throws ValidationError where a value cannot stand in the key: it contains the delimiter, does not fit its width, or makes the
 * key empty
 * @throws LimitError where the key is too long
 */
export function renderKey(template: KeyTemplate, stored: StoredValues, entity: string): AttributeValue | undefined {
  const issues: Issue[] = [];
  const key = tryRender(template, stored, issues, entity);
  if (issues.length > 0) throw new ValidationError({ entity, issues });
  return key;
}

/**
 * The key attribute of each shard of a partition; one value where it has no shards. `undefined` where an attribute of the
 * template is absent.
 *
 * @throws ValidationError, LimitError as `renderKey`
 */
export function renderShards(
  template: KeyTemplate,
  stored: StoredValues,
  entity: string,
): readonly AttributeValue[] | undefined {
  const keys: AttributeValue[] = [];
  for (let shard = 0; shard < (template.shards ?? 1); shard++) {
    const issues: Issue[] = [];
    const key = tryRender(template, stored, issues, entity, shard);
    if (issues.length > 0) throw new ValidationError({ entity, issues });
    if (key === undefined) return undefined;
    keys.push(key);
  }
  return keys;
}

/** Like `renderKey`, but adds to a list of issues. With a shard it is the key of that one, whatever the primary key is. */
export function tryRender(
  template: KeyTemplate,
  stored: StoredValues,
  issues: Issue[],
  entity: string,
  shard?: number,
): AttributeValue | undefined {
  const { parts, raw, keyAttribute } = template;
  const before = issues.length;
  let text = "";
  let failed = false;
  for (const part of parts) {
    if (part.kind === "literal") {
      text += part.text;
      continue;
    }
    if (part.kind === "shard") {
      const key = shard === undefined ? keyOf(part, stored, issues, entity) : [];
      if (key === undefined) return undefined;
      text += shardText(part, shard ?? shardOf(part, key));
      continue;
    }
    const value = stored(part.attribute, part.storedName);
    if (value === undefined) {
      // There is no key, so nothing is wrong with it.
      issues.length = before;
      return undefined;
    }
    if (raw && keyAttribute.type === "B" && "B" in value) {
      checkSize(template, value.B.byteLength, issues, entity);
      return value;
    }
    const printed = printValue(template, part, value);
    if (typeof printed === "string") text += printed;
    else {
      failed = true;
      issues.push({ path: [part.attribute], code: "invalid_key", message: printed.problem });
    }
  }
  if (failed) return undefined;
  if (raw && keyAttribute.type === "N") return { N: text };
  // A UTF-16 unit has at most three bytes.
  if (text === "" || text.length * 3 > template.limit) checkSize(template, utf8Length(text), issues, entity);
  return { S: text };
}

/** The values of the primary key; `undefined` where an attribute of it is absent, or cannot stand in it. */
function keyOf({ of }: ShardPart, stored: StoredValues, issues: Issue[], entity: string): AttributeValue[] | undefined {
  const key: AttributeValue[] = [];
  for (const template of of) {
    const value = tryRender(template, stored, issues, entity);
    if (value === undefined) return undefined;
    key.push(value);
  }
  return key;
}

function checkSize(template: KeyTemplate, bytes: number, issues: Issue[], entity: string): void {
  const { keyAttribute, text, attributes } = template;
  checkKeyLength(template, bytes, entity);
  if (bytes > 0) return;
  const message = `is empty, and so would be the key attribute ${keyAttribute.name} ('${text}'), which DynamoDB refuses; give it a value, or begin the template with a literal`;
  issues.push({ path: attributes.slice(0, 1), code: "empty_key", message });
}
