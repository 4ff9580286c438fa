import type { Shape } from "../shape/shape.ts";
import type { KeyAttribute } from "../table/model.ts";
import type { WireType } from "../wire/attribute-value.ts";
import type { LetterCase } from "./text.ts";

/** Which texts a placeholder can print. */
export type Format =
  /** Any text; `number` is a canonical decimal, `lower` has no upper case, `upper` no lower case. */
  | { readonly kind: "free"; readonly alphabet: "any" | "number" | LetterCase }
  /** Texts of one length, one class of characters for each position. */
  | { readonly kind: "fixed"; readonly name: string; readonly classes: readonly CharacterClass[] }
  /** These texts and no others, each once. */
  | { readonly kind: "finite"; readonly values: readonly string[] };

/** A class of characters: one literal character, or a named range. */
export type CharacterClass = "digit" | "hex" | "alphanumeric" | "word" | { readonly literal: string };

export type Modifier = "width" | LetterCase | "escaped";

export interface LiteralPart {
  readonly kind: "literal";
  readonly text: string;
}

export interface ValuePart {
  readonly kind: "value";
  /** The attribute's name in the program. */
  readonly attribute: string;
  /** Its name in the table. */
  readonly storedName: string;
  /** The type that the attribute is stored as. */
  readonly type: WireType;
  readonly modifier: Modifier | undefined;
  /** Digits, where the modifier is a width. */
  readonly width: number | undefined;
  readonly format: Format;
  /** The length in UTF-16 units, where all texts have the same: such a value needs no delimiter. */
  readonly length: number | undefined;
  /** The character that ends the value: the first one of the literal that follows. */
  readonly stop: string | undefined;
  /** Characters that are percent-encoded. */
  readonly escapes: ReadonlySet<string>;
}

/** A number that is worked out of the primary key, so that the items of one index partition lie in several. */
export interface ShardPart {
  readonly kind: "shard";
  /** How many there are: the number is from 0 to one less. */
  readonly shards: number;
  /** Digits that the number is printed with. */
  readonly length: number;
  /** The templates of the primary key. */
  readonly of: readonly KeyTemplate[];
}

export type TemplatePart = LiteralPart | ValuePart | ShardPart;

/** What a template needs to know of an attribute. */
export interface TemplateAttribute {
  readonly name: string;
  readonly storedName: string;
  readonly shape: Shape;
  readonly optional: boolean;
}

/** One key attribute as a function of attributes. */
export interface KeyTemplate {
  readonly keyAttribute: KeyAttribute;
  /** As it was written, or `{attribute}` for a key attribute that is a plain attribute. */
  readonly text: string;
  readonly parts: readonly TemplatePart[];
  /** Program names, in order, without repeats. What a shard is worked out of is not among them. */
  readonly attributes: readonly string[];
  /** The template is one bare placeholder: the key is the stored value itself, with its type. */
  readonly raw: boolean;
  /** The key attribute is the attribute itself, under the same stored name: whoever writes the attribute writes the key. */
  readonly own: boolean;
  /** The most bytes that the key may have. */
  readonly limit: number;
  /** How many shards one partition is spread over, where it is. */
  readonly shards?: number;
}

/** The part of an entity's model that the key planner works on. */
export interface KeyedModel {
  readonly name: string;
  /** Partition key, then sort key. */
  readonly key: readonly KeyTemplate[];
  readonly indexes: ReadonlyMap<string, KeyedIndex>;
}

export interface KeyedIndex {
  readonly partition: readonly KeyTemplate[];
  readonly sort: readonly KeyTemplate[];
}
