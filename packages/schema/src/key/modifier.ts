import { didYouMean, listNames } from "../error/did-you-mean.ts";
import type { Shape } from "../shape/shape.ts";
import type { Problems } from "../table/problems.ts";
import type { WireType } from "../wire/attribute-value.ts";
import { casedFormat, formatOf, isCase, widthFormat } from "./format.ts";
import type { Format, Modifier } from "./template.ts";
import { escapeText } from "./text.ts";

const mostDigits = 38;
const modifiers = ["lower", "upper", "escaped", "text"];

/** Where a placeholder stands. */
interface ModifierPlace {
  readonly problems: Problems;
  readonly path: string;
  readonly role: "partition" | "sort";
}

/** How a value is printed. */
export interface ReadModifier {
  readonly modifier: Modifier | undefined;
  readonly width: number | undefined;
}

const asItIs: ReadModifier = { modifier: undefined, width: undefined };

/** Reads what stands behind the colon of a placeholder; `undefined` after a problem. */
export function readModifier(
  place: ModifierPlace,
  name: string,
  type: WireType,
  text: string | undefined,
  raw: boolean,
): ReadModifier | undefined {
  if (text === undefined) {
    if (type === "N" && !raw && place.role === "sort") {
      place.problems.add(
        place.path,
        `the number '${name}' needs a width to sort as a number: write {${name}:8} for whole numbers from 0 with at most 8 digits, or {${name}:text} to let it sort as text`,
      );
    }
    return asItIs;
  }
  return readWritten(place, name, type, text);
}

function readWritten(
  { problems, path }: ModifierPlace,
  name: string,
  type: WireType,
  text: string,
): ReadModifier | undefined {
  if (/^\d+$/.test(text)) {
    const width = Number(text);
    if (width < 1 || width > mostDigits) problems.add(path, `the width of '${name}' is from 1 to ${mostDigits}`);
    else if (type !== "N")
      problems.add(path, `'${name}' is stored as ${type}: only numbers have a width; write {${name}}`);
    else return { modifier: "width", width };
    return undefined;
  }
  // A number has no letters; the text of a boolean is in lower case.
  const same = text === "text" || (isCase(text) && (type === "N" || (type === "BOOL" && text === "lower")));
  if (same) return asItIs;
  if (text !== "escaped" && !isCase(text)) {
    const hint = didYouMean(text, modifiers);
    problems.add(
      path,
      `there is no modifier '${text}'${hint === "" ? `; there are ${listNames(modifiers)}, and a width such as {${name}:8} for numbers` : hint}`,
    );
    return undefined;
  }
  if (type === "S" || isCase(text)) return { modifier: text, width: undefined };
  problems.add(path, `'${name}' is stored as ${type}: '${text}' is for strings`);
  return undefined;
}

/** Which texts an attribute is printed as. */
export function printedFormat(shape: Shape, { modifier, width }: ReadModifier, escapes: ReadonlySet<string>): Format {
  const format = formatOf(shape);
  switch (modifier) {
    case "width":
      return widthFormat(width ?? 1);
    case "lower":
    case "upper":
      return casedFormat(format, modifier);
    case "escaped":
      return format.kind === "finite"
        ? { kind: "finite", values: format.values.map((value) => escapeText(value, escapes)) }
        : { kind: "free", alphabet: "any" };
    default:
      return format;
  }
}
