import { jsonText } from "../text/json.ts";
import { type Expression, isBlock, type TerraformBlock } from "./block.ts";
import { escapedTemplate } from "./print-hcl.ts";

/** Blocks in the JSON form of Terraform's language, for a file whose name ends in `.tf.json`. */
export function terraformJsonText(blocks: readonly TerraformBlock[]): string {
  const root: Tree = {};
  for (const block of blocks) {
    const path = [block.type, ...block.labels];
    const last = path.pop();
    if (last === undefined) continue;
    let place = root;
    for (const name of path) {
      const next = (place[name] ?? {}) as Tree;
      place[name] = next;
      place = next;
    }
    place[last] = body(block);
  }
  return jsonText(root);
}

type Tree = { [name: string]: unknown };

function body(block: TerraformBlock): Tree {
  const found: Tree = {};
  for (const part of block.body) {
    if (!isBlock(part)) found[part.name] = expression(part.value);
    else {
      const others = found[part.type];
      if (Array.isArray(others)) others.push(body(part));
      else found[part.type] = [body(part)];
    }
  }
  return found;
}

function expression(value: Expression): unknown {
  if (typeof value === "string") return escapedTemplate(value);
  if (typeof value !== "object") return value;
  if (isList(value)) return value.map(expression);
  if ("reference" in value) return `\${${value.reference}}`;
  if ("names" in value) return value.names;
  if ("join" in value) {
    return value.join
      .map((part) => (typeof part === "string" ? escapedTemplate(part) : `\${${part.reference}}`))
      .join("");
  }
  if ("map" in value) {
    return Object.fromEntries(
      Object.entries(value.map).map(([key, text]) => [escapedTemplate(key), escapedTemplate(text)]),
    );
  }
  return escapedTemplate(JSON.stringify(value.json));
}

// `Array.isArray` does not narrow a readonly list.
function isList(value: Expression): value is readonly Expression[] {
  return Array.isArray(value);
}
