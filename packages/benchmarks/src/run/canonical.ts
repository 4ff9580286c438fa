import type { SentRequest } from "./stub.ts";

const expressions = ["KeyConditionExpression", "FilterExpression", "ConditionExpression", "UpdateExpression"] as const;
const markPattern = /^[\w-]{12}$/;

/**
 * A request without what may differ between two that do the same: names of placeholders, order of clauses, and the text of
 * the write mark, which is random.
 *
 * @throws Error where a placeholder has no meaning, or a write mark is not one
 */
export function canonicalRequest({ target, body }: SentRequest): object {
  const { ExpressionAttributeNames, ExpressionAttributeValues, ...rest } = body;
  const names = { ...(ExpressionAttributeNames as Record<string, string> | undefined) };
  const values = { ...(ExpressionAttributeValues as Record<string, unknown> | undefined) };
  const used = new Set<string>();
  const canonical: Record<string, unknown> = { ...rest };
  for (const key of expressions) {
    const text = body[key];
    if (typeof text !== "string") continue;
    canonical[key] = clauses(text)
      .map((clause) => maskMark(clause.replaceAll(/[#:]\w+/g, (placeholder) => meaning(placeholder))))
      .sort();
  }
  for (const placeholder of [...Object.keys(names), ...Object.keys(values)]) {
    if (!used.has(placeholder)) throw new Error(`${target}: the placeholder ${placeholder} is not used`);
  }
  if ("Item" in canonical) canonical.Item = maskedItem(canonical.Item as Record<string, unknown>);
  return { target, ...canonical };

  function meaning(placeholder: string): string {
    const found = placeholder.startsWith("#") ? names[placeholder] : values[placeholder];
    if (found === undefined) throw new Error(`${target}: the placeholder ${placeholder} has no meaning`);
    used.add(placeholder);
    return typeof found === "string" ? found : JSON.stringify(found);
  }
}

/** Clauses of a conjunction, or of `SET`, which mean the same in any order. */
function clauses(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (const { 0: token, index } of text.matchAll(/[()]|, | AND /g)) {
    if (token === "(") depth++;
    else if (token === ")") depth--;
    else if (depth === 0) {
      parts.push(text.slice(start, index));
      start = index + token.length;
    }
  }
  return [...parts, text.slice(start)].map((part) => part.replace(/^SET /, ""));
}

function maskMark(clause: string): string {
  const found = /^_mark = \{"S":"(.*)"\}$/.exec(clause);
  return found === null ? clause : `_mark = ${maskedMark(found[1])}`;
}

function maskedItem(item: Record<string, unknown>): object {
  const mark = (item._mark as { S?: string } | undefined)?.S;
  return { ...item, _mark: maskedMark(mark) };
}

function maskedMark(mark: string | undefined): string {
  if (mark === undefined || !markPattern.test(mark))
    throw new Error("The write mark is not 9 random bytes as base64url");
  return "(write mark)";
}
