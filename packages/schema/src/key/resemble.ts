import type { AttributeValue } from "../wire/attribute-value.ts";
import type { KeyTemplate } from "./template.ts";

/**
 * Whether a value has the literals of a template in their order, whatever stands between them. So have keys that other
 * programs made by the same template with values that Keywright refuses, because they contain a delimiter.
 */
export function resemblesKey({ keyAttribute, parts, raw }: KeyTemplate, key: AttributeValue): boolean {
  if (!(keyAttribute.type in key)) return false;
  if (raw || !("S" in key)) return true;
  let position = 0;
  return parts.every((part, i) => {
    if (part.kind !== "literal") return true;
    const last = i > 0 && i === parts.length - 1;
    const at = last ? key.S.length - part.text.length : key.S.indexOf(part.text, position);
    if (at < position || (i === 0 && at > 0) || !key.S.startsWith(part.text, at)) return false;
    position = at + part.text.length;
    return i < parts.length - 1 || position === key.S.length;
  });
}
