import type { KeyAttribute } from "../table/model.ts";

/** Partition keys may take 2048 bytes, sort keys 1024. */
export type KeyRole = "partition" | "sort";

/** What stands after the colon of a placeholder: a width, or a change of the text. */
export type Modifier = number | "lower" | "escaped";

/** Text that is the same in every key. */
export interface LiteralPart {
  readonly kind: "literal";
  readonly text: string;
}

/**
 * What the printed values of a placeholder look like. `fixed`: one alphabet for each position. `choice`: one of these texts;
 * `prefixFree` where none begins with another. `run`: any text.
 */
export type Format =
  | { readonly kind: "fixed"; readonly alphabets: readonly string[] }
  | { readonly kind: "choice"; readonly texts: readonly string[]; readonly prefixFree: boolean }
  | { readonly kind: "run" };

/** The place of an attribute. */
export interface AttributePart {
  readonly kind: "attribute";
  /** The program's name of it. */
  readonly attribute: string;
  /** The stored type of the attribute. `B` only where the template is raw. */
  readonly type: "S" | "N" | "B" | "BOOL";
  readonly modifier?: Modifier;
  readonly format: Format;
  /** The character that ends a value whose length is not fixed: the first one of the literal that follows. */
  readonly end?: string;
  /** The characters that `escaped` writes as `%` and hexadecimal digits. */
  readonly escapes?: readonly string[];
  /** Whether keys sort by this attribute, as far as all attributes before it are equal. */
  readonly ordered: boolean;
}

export type TemplatePart = LiteralPart | AttributePart;

/** How one key attribute is made of an item's attributes. */
export interface KeyTemplate {
  readonly keyAttribute: KeyAttribute;
  readonly role: KeyRole;
  readonly text: string;
  readonly parts: readonly TemplatePart[];
  /** Program names, in order, each once. */
  readonly attributes: readonly string[];
  /** The template is one placeholder without modifier: the key attribute is the stored value, with its type. */
  readonly raw: boolean;
}
