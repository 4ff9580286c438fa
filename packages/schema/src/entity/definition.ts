import type { TimestampFormat } from "../shape/managed.ts";
import type { RootSchema } from "../shape/schema-like.ts";
import type { AnyTable } from "../table/table.ts";
import type { UpgradeStep } from "./upgrade.ts";

/** What an entity is defined by, loosely typed: `defineModel` checks it whole, whoever calls. */
export interface ModelDefinition {
  /** Unique on its table. */
  readonly name: string;
  readonly table: AnyTable;
  readonly schema: RootSchema;
  /** Key attribute -> template. A key attribute that is an attribute of the schema may be left out. */
  readonly key?: Templates | undefined;
  /** Index name -> key attribute -> template, for the indexes that the entity uses. */
  readonly indexes?: { readonly [index: string]: Templates | undefined } | undefined;
  /** The name of the attribute that counts the versions of an item. */
  readonly version?: string | undefined;
  /** The name of the attribute that tells writes of the same version apart; `_mark` where it is left out. */
  readonly writeMark?: string | undefined;
  readonly timestamps?:
    | {
        readonly createdAt?: string | undefined;
        readonly updatedAt?: string | undefined;
        /** How they are stored: `isoDateTime`, a string, by default. */
        readonly format?: TimestampFormat | undefined;
      }
    | undefined;
  /** Attribute of the schema, or timestamp -> its name in the table, where that is another one. */
  readonly storedAs?: { readonly [attribute: string]: string | undefined } | undefined;
  /** An attribute with a constant value, by which items of the entity are told from others; or several of them. */
  readonly typeAttribute?: TypeAttribute | readonly TypeAttribute[] | undefined;
  /** Steps from the shapes that items had before to the schema of today, the oldest first. */
  readonly upgrade?: { readonly steps: readonly UpgradeStep[]; readonly attribute?: string | undefined } | undefined;
  /** Lists of attributes whose values no two items have together, by the name of the constraint. */
  readonly unique?: { readonly [constraint: string]: readonly string[] | undefined } | undefined;
  /** The table that holds the claims of unique attributes, where the entity's own cannot. */
  readonly uniqueTable?: AnyTable | undefined;
  /** `false`: expired items are read and written like others, so indexes need not project the time-to-live attribute. */
  readonly ttlFilter?: boolean | undefined;
}

export interface TypeAttribute {
  readonly name: string;
  readonly value: string;
}

/** Key attribute -> template, such as `"TASK#{taskId}"`. */
export interface Templates {
  readonly [keyAttribute: string]: string | undefined;
}
