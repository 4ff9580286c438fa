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
  if (whole !== undefined) return { parts: [{ attribute: whole, modifier: undefined }], problems: none };
  let parsed = known.get(text);
  if (parsed === undefined) {
    parsed = parse(text);
    if (known.size >= mostKnown) known.clear();
    known.set(text, parsed);
  }
  return parsed;
}

// The entities of a table have many templates in common, such as those of partition keys.
const known = new Map<string, ParsedTemplate>();
const mostKnown = 1000;
const none: readonly string[] = [];

/** What a template says, and what is wrong with it. */
export interface ParsedTemplate {
  readonly parts: readonly ParsedPart[];
  readonly problems: readonly string[];
}

function parse(text: string): ParsedTemplate {
  const parts: ParsedPart[] = [];
  let problems: string[] | undefined;
  const add = (problem: string): void => {
    problems ??= [];
    problems.push(problem);
  };
  let position = 0;
  while (position < text.length) {
    const open = text.indexOf("{", position);
    const literal = open < 0 ? text.slice(position) : text.slice(position, open);
    if (literal.includes("}")) add("a '}' has no '{' before it; a template cannot contain braces as text");
    if (literal !== "") parts.push({ literal });
    if (open < 0) break;
    const close = text.indexOf("}", open);
    if (close < 0) {
      add("a '{' is not closed by a '}'");
      break;
    }
    const inside = text.slice(open + 1, close);
    const colon = inside.indexOf(":");
    const attribute = colon < 0 ? inside : inside.slice(0, colon);
    if (attribute === "") add("a placeholder names an attribute, such as {userId}");
    else if (attribute.includes("{")) add("a '{' is not closed by a '}'");
    else parts.push({ attribute, modifier: colon < 0 ? undefined : inside.slice(colon + 1) });
    position = close + 1;
  }
  if (!text.isWellFormed()) add("half of a character (a lone surrogate) cannot be stored; write whole characters");
  if (text === "") add("a template cannot be empty, because a key cannot be");
  return { parts, problems: problems ?? none };
}
