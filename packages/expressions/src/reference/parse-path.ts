import type { Path } from "@keywright/schema";

const step = /\[(0|[1-9]\d{0,9})\]|\[("(?:[^"\\]|\\.)*")\]|\.?([^.[\]"\s]+)/y;

/** Reads a path as `formatPath` writes it; `undefined` where the text is none. */
export function parsePath(text: string): Path | undefined {
  const path: (string | number)[] = [];
  step.lastIndex = 0;
  while (step.lastIndex < text.length) {
    const start = step.lastIndex;
    const match = step.exec(text);
    if (!match) return undefined;
    const [whole, index, quoted, name] = match;
    // The first name has no dot before it, all others have one.
    if (name !== undefined && whole.startsWith(".") !== start > 0) return undefined;
    const read = quoted === undefined ? name : unquoted(quoted);
    if (index !== undefined) path.push(Number(index));
    else if (read !== undefined) path.push(read);
    else return undefined;
  }
  return path;
}

function unquoted(text: string): string | undefined {
  try {
    return String(JSON.parse(text));
  } catch {
    return undefined;
  }
}
