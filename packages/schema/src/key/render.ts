import type { Issue } from "../error/issue.ts";
import { ValidationError } from "../error/validation-error.ts";
import type { AttributeValue } from "../wire/attribute-value.ts";
import { utf8Length } from "../wire/size.ts";
import { printValue } from "./print.ts";
import type { KeyTemplate } from "./template.ts";

/** Where the stored value of an attribute is found, by its name in the program. */
export type StoredValues = (attribute: string) => AttributeValue | undefined;

/**
 * The value of a key attribute. `undefined` where an attribute of the template is absent.
 *
 * @throws ValidationError where a value cannot stand in the key: it contains the delimiter, does not fit its width, or makes the
 * key empty or too long.
 */
export function renderKey(template: KeyTemplate, stored: StoredValues, entity: string): AttributeValue | undefined {
  const issues: Issue[] = [];
  const key = tryRender(template, stored, issues);
  if (issues.length > 0) throw new ValidationError({ entity, issues });
  return key;
}

/** Like `renderKey`, but adds to a list of issues. */
export function tryRender(template: KeyTemplate, stored: StoredValues, issues: Issue[]): AttributeValue | undefined {
  const { parts, raw, keyAttribute } = template;
  if (template.attributes.some((attribute) => stored(attribute) === undefined)) return undefined;
  let text = "";
  let failed = false;
  for (const part of parts) {
    if (part.kind === "literal") {
      text += part.text;
      continue;
    }
    const value = stored(part.attribute);
    if (value === undefined) return undefined;
    if (raw && keyAttribute.type === "B" && "B" in value) {
      checkSize(template, value.B.byteLength, issues);
      return value;
    }
    const printed = printValue(template, part, value);
    if ("text" in printed) text += printed.text;
    else {
      failed = true;
      issues.push({ path: [part.attribute], code: "invalid_key", message: printed.problem });
    }
  }
  if (failed) return undefined;
  if (raw && keyAttribute.type === "N") return { N: text };
  checkSize(template, utf8Length(text), issues);
  return { S: text };
}

function checkSize({ keyAttribute, text, attributes, limit }: KeyTemplate, bytes: number, issues: Issue[]): void {
  if (bytes > 0 && bytes <= limit) return;
  const made = `the key attribute ${keyAttribute.name} ('${text}')`;
  const message =
    bytes === 0
      ? `is empty, and so would be ${made}, which DynamoDB refuses; give it a value, or begin the template with a literal`
      : `makes ${made} ${bytes} bytes long; DynamoDB allows ${limit}. Shorten it, or take it out of the key`;
  issues.push({ path: attributes.slice(0, 1), code: bytes === 0 ? "empty_key" : "key_too_long", message });
}
