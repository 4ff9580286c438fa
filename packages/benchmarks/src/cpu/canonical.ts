import type { ContenderKind } from "../contenders/contenders.ts";
import type { SentRequest } from "../contenders/stub.ts";

const expressions = ["KeyConditionExpression", "FilterExpression", "ConditionExpression", "UpdateExpression"] as const;
/** Options by what they are when they are not given. */
const defaults: Readonly<Record<string, unknown>> = {
  ConsistentRead: false,
  ScanIndexForward: true,
  ReturnValues: "NONE",
  ReturnValuesOnConditionCheckFailure: "NONE",
};
// The entity that has no key attribute in its schema asks for another one that each item has.
const synonyms: Readonly<Record<string, string>> = { "attribute_exists(userId)": "attribute_exists(PK)" };

/**
 * A request without what may differ between two that do the same: names of placeholders, order of clauses, spelling of
 * keywords, defaults, tokens, and what a library is known to add.
 *
 * @throws Error where a placeholder has no meaning, or no use
 */
export function canonicalRequest({ target, body }: SentRequest, kind: ContenderKind): object {
  const { ExpressionAttributeNames, ExpressionAttributeValues, ClientRequestToken, ...rest } = body;
  const names = { ...(ExpressionAttributeNames as Record<string, string> | undefined) };
  const values = { ...(ExpressionAttributeValues as Record<string, unknown> | undefined) };
  const used = new Set<string>();
  const canonical: Record<string, unknown> = { ...rest };
  for (const key of expressions) {
    const text = body[key];
    if (typeof text !== "string") continue;
    const own = clausesOf(key, text)
      .map((clause) => clause.replaceAll(/[#:]\w+/g, meaning))
      .map((clause) => synonyms[clause] ?? clause)
      .filter((clause) => !kind.adds?.test(clause));
    if (own.length > 0) canonical[key] = own.sort();
    else delete canonical[key];
  }
  for (const placeholder of [...Object.keys(names), ...Object.keys(values)]) {
    if (!used.has(placeholder)) throw new Error(`${target}: the placeholder ${placeholder} is not used`);
  }
  if (kind.failsSilently === true && "ConditionExpression" in canonical) {
    canonical.ReturnValuesOnConditionCheckFailure ??= "ALL_OLD";
  }
  const bookkeeping = Object.keys(kind.bookkeeping ?? {});
  return {
    target,
    ...(stripped(canonical, (name, value) => bookkeeping.includes(name) || defaults[name] === value) as object),
  };

  function meaning(placeholder: string): string {
    const found = placeholder.startsWith("#") ? names[placeholder] : values[placeholder];
    if (found === undefined) throw new Error(`${target}: the placeholder ${placeholder} has no meaning`);
    used.add(placeholder);
    return typeof found === "string" ? found : JSON.stringify(found);
  }
}

/** Clauses of a conjunction, or of an update, which mean the same in any order. */
function clausesOf(key: (typeof expressions)[number], text: string): readonly string[] {
  if (key !== "UpdateExpression") return splitTop(text, / and /gi).map(tidy);
  const sections = [...text.matchAll(/\b(SET|ADD|REMOVE|DELETE) (.*?)(?= (?:SET|ADD|REMOVE|DELETE) |$)/gi)];
  return sections.flatMap(([, verb = "", list = ""]) =>
    splitTop(list, /, /g).map((clause) => {
      const [path, operand] = clause.trim().split(" ");
      switch (verb.toUpperCase()) {
        case "SET":
          return clause.trim();
        case "ADD":
          return `${path} = ${path} + ${operand}`;
        default:
          return `${verb} ${clause}`;
      }
    }),
  );
}

/** Parts of a text between separators that stand in no parentheses. */
function splitTop(text: string, separator: RegExp): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (const { 0: token, index } of text.matchAll(new RegExp(`[()]|${separator.source}`, separator.flags))) {
    if (token === "(") depth++;
    else if (token === ")") depth--;
    else if (depth === 0) {
      parts.push(text.slice(start, index));
      start = index + token.length;
    }
  }
  return [...parts, text.slice(start)];
}

/** A clause without parentheses around it, and without spaces before those of a function. */
function tidy(clause: string): string {
  const inner = /^\((.*)\)$/.exec(clause.trim())?.[1];
  return (inner ?? clause.trim()).replace(/(\w) \(/g, "$1(");
}

/** Without what `drop` names, at any depth. */
function stripped(value: unknown, drop: (name: string, value: unknown) => boolean): unknown {
  if (Array.isArray(value)) return value.map((element) => stripped(element, drop));
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([name, inner]) => !drop(name, inner));
  return Object.fromEntries(kept.map(([name, inner]) => [name, stripped(inner, drop)]));
}
