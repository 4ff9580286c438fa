/** A template as it is written, before its placeholders are known to be attributes. */
export type ParsedPart =
  | { readonly literal: string }
  | { readonly attribute: string; readonly modifier: string | undefined };

/**
 * Splits `TASK#{taskId}` into literals and placeholders, or says what is wrong with it.
 *
 * @param whole the attribute that the key attribute is, under its own name: that may have colons and braces
 */
export function parseTemplate(text: string, whole?: string): ParsedTemplate {
  if (whole !== undefined) return { parts: [{ attribute: whole, modifier: undefined }], problems: [] };
  // A template is asked for what it names first, and then for all of it.
  if (last?.text !== text) last = { text, parsed: parse(text) };
  return last.parsed;
}

interface ParsedTemplate {
  readonly parts: readonly ParsedPart[];
  readonly problems: readonly string[];
}

let last: { readonly text: string; readonly parsed: ParsedTemplate } | undefined;

function parse(text: string): ParsedTemplate {
  const parts: ParsedPart[] = [];
  const problems: string[] = [];
  let rest = text;
  while (rest !== "") {
    const open = rest.indexOf("{");
    const literal = open < 0 ? rest : rest.slice(0, open);
    if (literal.includes("}")) problems.push("a '}' has no '{' before it; a template cannot contain braces as text");
    if (literal !== "") parts.push({ literal });
    if (open < 0) break;
    const close = rest.indexOf("}", open);
    if (close < 0) {
      problems.push("a '{' is not closed by a '}'");
      break;
    }
    const inside = rest.slice(open + 1, close);
    const colon = inside.indexOf(":");
    const attribute = colon < 0 ? inside : inside.slice(0, colon);
    if (attribute === "") problems.push("a placeholder names an attribute, such as {userId}");
    else if (attribute.includes("{")) problems.push("a '{' is not closed by a '}'");
    else parts.push({ attribute, modifier: colon < 0 ? undefined : inside.slice(colon + 1) });
    rest = rest.slice(close + 1);
  }
  if (!text.isWellFormed())
    problems.push("half of a character (a lone surrogate) cannot be stored; write whole characters");
  if (text === "") problems.push("a template cannot be empty, because a key cannot be");
  return { parts, problems };
}
