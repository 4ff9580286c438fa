import type { EntityModel } from "keywright";

type KeyTemplate = EntityModel["key"][number];
type ValuePart = Extract<KeyTemplate["parts"][number], { readonly kind: "value" }>;

/** What stands for the tenant in a policy. */
export interface TenantValue {
  /** The attribute of entities that says whose an item is, by its name in the program. */
  readonly attribute: string;
  /** A policy variable, or a text. */
  readonly value: string;
}

/** The partition keys that a template makes, as patterns of a policy; or why no pattern holds them apart. */
export type Patterns =
  | { readonly patterns: readonly string[]; readonly part?: ValuePart }
  | { readonly problem: string };

const mostPatterns = 64;

/** All keys of a template. */
export function keyPatterns({ parts, text }: KeyTemplate): Patterns {
  let pattern = "";
  for (const part of parts) {
    if (part.kind !== "literal") pattern = pattern.endsWith("*") ? pattern : `${pattern}*`;
    else {
      const literal = escapeLiteral(part.text);
      if (literal === undefined) return { problem: notInPolicy(text) };
      pattern += literal;
    }
  }
  return { patterns: [pattern] };
}

/**
 * The keys of one tenant. What comes before the tenant in the key must leave no doubt where it ends, or a value of another
 * tenant could look like this one's.
 */
export function tenantPatterns(
  { parts, text, keyAttribute }: KeyTemplate,
  { attribute, value }: TenantValue,
): Patterns {
  if (keyAttribute.type === "B")
    return { problem: `its partition key ${keyAttribute.name} is binary, which policies do not compare` };
  const missing = {
    problem: `its partition key ('${text}') is not made of '${attribute}': add it to the template, as "TENANT#{${attribute}}#...", or leave the operation out`,
  };
  if (!parts.some((part) => part.kind === "value" && part.attribute === attribute)) return missing;
  let patterns = [""];
  for (const [i, part] of parts.entries()) {
    if (part.kind === "literal") {
      const literal = escapeLiteral(part.text);
      if (literal === undefined) return { problem: notInPolicy(text) };
      patterns = patterns.map((pattern) => pattern + literal);
      continue;
    }
    if (part.kind === "shard") {
      patterns = patterns.map((pattern) => pattern + "?".repeat(part.length));
      continue;
    }
    if (part.attribute !== attribute) {
      const texts = textsOf(part);
      if (texts === undefined) {
        return {
          problem: `its partition key ('${text}') has '${part.attribute}' before '${attribute}', which may contain any text, also what looks like another tenant's key: put '${attribute}' first`,
        };
      }
      patterns = patterns.flatMap((pattern) => texts.map((each) => pattern + each));
      if (patterns.length > mostPatterns) {
        return {
          problem: `its partition key ('${text}') needs more than ${mostPatterns} patterns: put '${attribute}' first`,
        };
      }
      continue;
    }
    const rest = parts.slice(i + 1);
    const [next] = rest;
    if (next !== undefined && next.kind !== "literal") {
      return {
        problem: `in its partition key ('${text}') nothing says where '${attribute}' ends: put a delimiter behind it`,
      };
    }
    const literal = next === undefined ? "" : escapeLiteral(next.text);
    if (literal === undefined) return { problem: notInPolicy(text) };
    const end = rest.length > 1 ? `${literal}*` : literal;
    return { patterns: patterns.map((pattern) => pattern + value + end), part };
  }
  return missing;
}

/** Texts that a value before the tenant can print: `?` is one character. */
function textsOf({ format }: ValuePart): readonly string[] | undefined {
  if (format.kind === "free") return undefined;
  if (format.kind === "fixed") {
    return [
      format.classes.map((each) => (typeof each === "string" ? "?" : (escapeLiteral(each.literal) ?? "?"))).join(""),
    ];
  }
  const texts = format.values.map(escapeLiteral);
  return texts.every((text) => text !== undefined) ? texts : undefined;
}

/** A text that means itself in a policy; `undefined` where policies cannot have its characters. */
function escapeLiteral(text: string): string | undefined {
  // Policies are written in Latin-1.
  if (/[^\t\n\r -\u00ff]/.test(text)) return undefined;
  return text.replace(/[*?$]/g, (character) => `\${${character}}`);
}

function notInPolicy(text: string): string {
  return `its key template ('${text}') has characters that a policy cannot contain (above U+00FF)`;
}
