import type { TypeProblem } from "../table/table.ts";

/** A model of OneTable: the parts of its schema that say how its items are stored. */
export interface OneTableDefinition {
  /** The name of the model. */
  readonly model: string;
  /** As in the OneTable schema, by the name that the index has in the table; `primary` is the table. */
  readonly indexes: { readonly [index: string]: OneTableIndex };
  /** As in the OneTable model: of each field, `value` and `map` are read. */
  readonly fields: { readonly [field: string]: OneTableField };
  /** As in the OneTable schema. */
  readonly params?: OneTableParams;
}

export interface OneTableIndex {
  readonly hash?: string;
  readonly sort?: string;
  readonly [option: string]: unknown;
}

export interface OneTableField {
  readonly value?: string;
  readonly map?: string;
  readonly [option: string]: unknown;
}

export interface OneTableParams {
  readonly typeField?: string;
  readonly timestamps?: boolean | "create" | "update";
  readonly isoDates?: boolean;
  readonly createdField?: string;
  readonly updatedField?: string;
}

/** A sentence where names and templates are not literals: keys could not be told from `string`. */
export type OneTableLiterals<D extends OneTableDefinition> = true extends
  | Wide<keyof D["fields"]>
  | Wide<keyof D["indexes"]>
  | {
      [F in keyof D["fields"]]: D["fields"][F] extends { readonly value: infer V } ? Wide<V> : false;
    }[keyof D["fields"]]
  | { [I in keyof D["indexes"]]: Wide<Names<D["indexes"][I]>> }[keyof D["indexes"]]
  ? TypeProblem<"names and templates must be literals: write the definition in the call, or `as const` behind it">
  : unknown;

type Wide<T> = unknown extends T ? false : string extends T ? true : false;

/** What a definition of an entity takes from a model of OneTable. */
export interface OneTableParts<D extends OneTableDefinition> {
  readonly key: KeysOf<D, D["indexes"]["primary"]>;
  readonly indexes: {
    readonly [I in keyof D["indexes"] as UsedIndex<D, I>]: KeysOf<D, D["indexes"][I], Names<D["indexes"]["primary"]>>;
  };
  readonly storedAs: {
    readonly [F in keyof D["fields"] as D["fields"][F] extends { readonly map: string }
      ? F
      : never]: D["fields"][F] extends { readonly map: infer M extends string } ? M : never;
  };
  readonly typeAttribute: { readonly name: string; readonly value: D["model"] };
  readonly timestamps: Timestamps<D["params"]>;
}

type Names<X> = X extends { readonly hash?: infer H; readonly sort?: infer S } ? Known<H> | Known<S> : never;
type Known<T> = T extends string ? T : never;

/** An index that the model has fields for. */
type UsedIndex<D extends OneTableDefinition, I> = I extends "primary"
  ? never
  : I extends keyof D["indexes"] & string
    ? [Names<D["indexes"][I]>] extends [keyof D["fields"]]
      ? I
      : never
    : never;

type KeysOf<D extends OneTableDefinition, X, Table = never> = {
  readonly [F in Exclude<Names<X>, Table> as F extends keyof D["fields"]
    ? D["fields"][F] extends { readonly value: string }
      ? F
      : never
    : never]: D["fields"][F] extends { readonly value: infer V extends string } ? Template<V, D> : never;
};

type Template<V extends string, D extends OneTableDefinition> = V extends `${infer Before}\${${infer P}}${infer After}`
  ? `${Before}${Placeholder<P, D>}${Template<After, D>}`
  : V;

type Placeholder<P extends string, D extends OneTableDefinition> =
  P extends TypeField<D["params"]>
    ? D["model"]
    : P extends `${infer N}:${infer W}:${string}`
      ? `{${N}:${W}}`
      : P extends `${string}:${string}`
        ? `{${P}}`
        : `{${P}:text}`;

type Param<P, O, Default> = P extends { readonly [N in O & string]: infer V } ? V : Default;
type TypeField<P> = Param<P, "typeField", "_type">;

type Timestamps<P> = (Param<P, "timestamps", false> extends true | "create"
  ? { readonly createdAt: Param<P, "createdField", "created"> }
  : unknown) &
  (Param<P, "timestamps", false> extends true | "update"
    ? { readonly updatedAt: Param<P, "updatedField", "updated"> }
    : unknown) & { readonly format: "isoDateTime" | "epochMilliseconds" };
