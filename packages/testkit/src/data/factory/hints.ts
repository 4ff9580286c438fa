import type { EntityModel } from "keywright";
import type { Hint } from "./value/place.ts";

/** What the keys and the table ask of attributes beside their schemas, by their names in the program. */
export function hintsOf({ key, indexes, attributes, table }: EntityModel): ReadonlyMap<string, Hint> {
  const hints = new Map<string, Hint>();
  const merge = (attribute: string, hint: Partial<Hint>): void => {
    const known = hints.get(attribute) ?? { avoid: "", key: false, primary: false, width: undefined, expiry: false };
    hints.set(attribute, {
      avoid: known.avoid + (hint.avoid ?? ""),
      key: known.key || (hint.key ?? false),
      primary: known.primary || (hint.primary ?? false),
      width: least(known.width, hint.width),
      expiry: known.expiry || (hint.expiry ?? false),
    });
  };
  const templates = [
    ...key.map((template) => ({ template, primary: true })),
    ...[...indexes.values()].flatMap(({ partition, sort }) =>
      [...partition, ...sort].map((template) => ({ template, primary: false })),
    ),
  ];
  for (const { template, primary } of templates) {
    for (const part of template.parts) {
      if (part.kind !== "value") continue;
      const ends = part.length === undefined && part.modifier !== "escaped" ? part.stop : undefined;
      merge(part.attribute, { avoid: ends ?? "", key: primary || template.raw, primary, width: part.width });
    }
  }
  for (const { name, storedName } of attributes.values()) {
    if (storedName === table.timeToLive) merge(name, { expiry: true });
  }
  return hints;
}

function least(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || (b !== undefined && b < a) ? b : a;
}
