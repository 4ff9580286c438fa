import type { ItemCodec } from "../codec/item-codec.ts";
import type { KeyedIndex, KeyedModel, KeyTemplate } from "../key/template.ts";
import type { Shape } from "../shape/shape.ts";
import type { IndexModel, TableModel } from "../table/model.ts";
import type { TypeAttribute } from "./definition.ts";
import type { Upgrade } from "./upgrade.ts";

/** A root attribute of an entity. */
export interface AttributeModel {
  /** Its name in the program. */
  readonly name: string;
  /** Its name in the table. */
  readonly storedName: string;
  /** One shape for each variant of the root that has it. */
  readonly shapes: readonly Shape[];
  /** What all of its shapes say together. */
  readonly shape: Shape;
  /** Whether a stored item may lack it, in some variant at least. */
  readonly optional: boolean;
  /** Written by the library, and not part of the schema. */
  readonly managed?: "version" | "createdAt" | "updatedAt";
}

/** An index as the entity uses it. */
export interface EntityIndex extends KeyedIndex {
  readonly index: IndexModel;
}

/** Attributes whose values no two items of an entity have together. */
export interface UniqueConstraint {
  readonly name: string;
  /** Program names, in order. An item that lacks one of them claims nothing. */
  readonly attributes: readonly string[];
  /** The key of the claim of its values: the sort key is the same text, as an index may have it for its partition key. */
  readonly key: readonly KeyTemplate[];
}

/** The unique constraints of an entity. What holds a value is an item of its own: its claim. */
export interface UniqueModel {
  /** Where the claims lie. */
  readonly table: TableModel;
  readonly constraints: readonly UniqueConstraint[];
  /** The attribute of a claim that says whose it is: the primary key of the item, as it is stored. */
  readonly owner: string;
  /** The attribute of a claim that says when it expires, where items do. */
  readonly expiry?: string;
}

/** A validated entity, as data: everything that planners and printers need to know. */
export interface EntityModel extends KeyedModel {
  readonly table: TableModel;
  /** The shape of the schema: an object, or a union of objects. */
  readonly root: Shape;
  /** Translates the attributes of the schema. */
  readonly codec: ItemCodec;
  /** By their names in the program: those of the schema, then the managed ones. */
  readonly attributes: ReadonlyMap<string, AttributeModel>;
  readonly indexes: ReadonlyMap<string, EntityIndex>;
  readonly version?: { readonly attribute: string; readonly mark: string };
  readonly timestamps?: { readonly createdAt?: string; readonly updatedAt?: string };
  /** Present where the schema has the table's time-to-live attribute, and expired items are hidden by it. */
  readonly timeToLive?: { readonly attribute: string; readonly storedName: string };
  /** How items of earlier shapes are read; each write stores the number of steps. */
  readonly upgrade?: Upgrade;
  /** Attributes whose values no two items have. */
  readonly unique?: UniqueModel;
  /** Attributes with a constant value that tell the items of the entity from others. */
  readonly typeAttributes: readonly TypeAttribute[];
  /** The discriminator of a union root. */
  readonly discriminator?: string;
}
