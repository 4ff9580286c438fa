import { entryShape, objectVariants } from "../shape/navigate.ts";
import type { Shape } from "../shape/shape.ts";

/** How the names of an item's attributes in the program and in the table belong together. */
export interface StoredNames {
  /** Whether all names are the same, and all of them the schema's. */
  readonly same: boolean;
  /** Where an attribute is stored; `undefined` where that is not the schema's. */
  stored(name: string): string | undefined;
  /** Whose value a stored attribute is; `undefined` where it is not the schema's. */
  program(stored: string): string | undefined;
}

export const sameNames: StoredNames = { same: true, stored: (name) => name, program: (stored) => stored };

/** The names of an item: see `compileItemCodec`. */
export function storedNamesOf(
  root: Shape,
  storedAs: ReadonlyMap<string, string>,
  reserved: ReadonlySet<string>,
): StoredNames {
  const loose = entryShape(root) !== undefined;
  if (storedAs.size === 0 && !(loose && reserved.size > 0)) return sameNames;
  const declared = new Set(objectVariants(root).flatMap(({ properties }) => [...properties.keys()]));
  const programNames = new Map(Array.from(storedAs, ([name, stored]) => [stored, name]));
  return {
    same: false,
    stored(name) {
      const stored = storedAs.get(name) ?? name;
      // Another attribute is stored under this name.
      if ((programNames.get(stored) ?? stored) !== name) return undefined;
      return declared.has(name) || !reserved.has(stored) ? stored : undefined;
    },
    program(stored) {
      const name = programNames.get(stored) ?? stored;
      const foreign = storedAs.has(name) ? storedAs.get(name) !== stored : !declared.has(name) && reserved.has(stored);
      return foreign ? undefined : name;
    },
  };
}
