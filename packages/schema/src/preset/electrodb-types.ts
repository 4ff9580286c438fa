import type { TypeProblem } from "../table/table.ts";

/** An entity of ElectroDB: the parts of its definition that say how its items are stored. */
export interface ElectroDBDefinition {
  readonly model: { readonly service: string; readonly entity: string; readonly version: string };
  /** As in ElectroDB, by access pattern. `index` is the name that the index has in the table. */
  readonly indexes: { readonly [accessPattern: string]: ElectroDBIndex };
  /** The attributes that are stored under another name, padded in keys, or named otherwise in keys. */
  readonly attributes?: { readonly [attribute: string]: ElectroDBAttribute };
  /** The names of the attributes that say whose an item is; `__edb_e__` and `__edb_v__` by default. */
  readonly identifiers?: { readonly entity?: string; readonly version?: string };
}

export interface ElectroDBIndex {
  readonly index?: string;
  readonly type?: "isolated" | "clustered" | "composite";
  readonly collection?: string | readonly string[];
  readonly scope?: string;
  readonly pk: ElectroDBKey;
  readonly sk?: ElectroDBKey;
}

export interface ElectroDBKey {
  readonly field?: string;
  readonly composite?: readonly string[];
  readonly template?: string;
  readonly casing?: ElectroDBCasing;
  readonly cast?: "string" | "number";
}

export interface ElectroDBAttribute {
  readonly field?: string;
  readonly label?: string;
  readonly padding?: { readonly length: number; readonly char: string };
}

export type ElectroDBCasing = "default" | "lower" | "upper" | "none";

/** A sentence where names and templates are not literals: keys could not be told from `string`. */
export type ElectroDBLiterals<D extends ElectroDBDefinition> = true extends
  | Wide<D["model"][keyof D["model"]]>
  | Wide<keyof D["indexes"]>
  | { [A in keyof D["indexes"]]: WideKey<D["indexes"][A]["pk"]> | WideKey<D["indexes"][A]["sk"]> }[keyof D["indexes"]]
  ? TypeProblem<"names and templates must be literals: write the definition in the call, or `as const` behind it">
  : unknown;

type Wide<T> = unknown extends T ? false : string extends T ? true : false;
type WideKey<K> = K extends { readonly field: infer F; readonly composite?: infer C; readonly template?: infer T }
  ? Wide<F> | Wide<T> | (C extends readonly unknown[] ? (number extends C["length"] ? true : false) : false)
  : false;

/** What a definition of an entity takes from one of ElectroDB. */
export interface ElectroDBParts<D extends ElectroDBDefinition> {
  readonly key: KeysOf<D, PrimaryOf<D["indexes"]>>;
  readonly indexes: {
    readonly [A in keyof D["indexes"] as IndexName<D["indexes"][A]>]: Besides<
      KeysOf<D, D["indexes"][A]>,
      keyof KeysOf<D, PrimaryOf<D["indexes"]>>
    >;
  };
  readonly storedAs: StoredAs<D["attributes"]>;
  readonly typeAttribute: readonly { readonly name: string; readonly value: string }[];
}

/** The keys of an index that are not keys of the table, which are named there. */
type Besides<K, Table> = { readonly [P in keyof K as Exclude<P, Table>]: K[P] };
type IndexName<X> = X extends { readonly index: infer N extends string } ? N : never;
type PrimaryOf<X> = { [A in keyof X]: X[A] extends { readonly index: string } ? never : X[A] }[keyof X];
type StoredAs<A> = {
  readonly [N in keyof A as A[N] extends { readonly field: string } ? N : never]: A[N] extends {
    readonly field: infer F extends string;
  }
    ? F
    : never;
};

type KeysOf<D extends ElectroDBDefinition, X> = X extends { readonly type: "composite" }
  ? Record<never, never>
  : X extends { readonly pk: infer P; readonly sk: infer S }
    ? KeyOf<P, D["attributes"], PartitionStart<D, X>, ""> & KeyOf<S, D["attributes"], SortStart<D, X>, SortEnd<D, X>>
    : X extends { readonly pk: infer P }
      ? KeyOf<P, D["attributes"], `$${D["model"]["service"]}${SortStart<D, X>}${SortEnd<D, X>}${Scope<X>}`, "">
      : Record<never, never>;

type Scope<X> = X extends { readonly scope: infer S extends string } ? (S extends "" ? "" : `_${S}`) : "";
type PartitionStart<D extends ElectroDBDefinition, X> = `$${D["model"]["service"]}${Scope<X>}`;

type Collection<X> = X extends { readonly collection: infer C }
  ? C extends string
    ? `$${C}`
    : C extends readonly [infer H extends string, ...infer R]
      ? `$${H}${Subcollections<R>}`
      : ""
  : "";
type Subcollections<R> = R extends readonly [infer H extends string, ...infer T] ? `#${H}${Subcollections<T>}` : "";
type EntityName<
  D extends ElectroDBDefinition,
  X,
> = `${Collection<X> extends "" ? "$" : "#"}${D["model"]["entity"]}_${D["model"]["version"]}`;
type SortStart<D extends ElectroDBDefinition, X> = X extends { readonly type: "clustered" }
  ? Collection<X>
  : `${Collection<X>}${EntityName<D, X>}`;
type SortEnd<D extends ElectroDBDefinition, X> = X extends { readonly type: "clustered" } ? EntityName<D, X> : "";

type CasingOf<K> = K extends { readonly casing: infer C extends "upper" | "none" } ? C : "lower";
type Cased<T extends string, C> = C extends "upper" ? Uppercase<T> : C extends "none" ? T : Lowercase<T>;

/** The key attribute `K` in its field: a template, or the attribute itself. */
type KeyOf<K, A, Start extends string, End extends string> = K extends { readonly field: infer F extends string }
  ? { readonly [P in F]: TemplateOf<K, A, F, Start, End> }
  : Record<never, never>;

type TemplateOf<K, A, F, Start extends string, End extends string> = K extends {
  readonly composite: readonly [infer N extends string];
  readonly cast: "number";
}
  ? `{${N}}`
  : K extends { readonly template: infer T extends string }
    ? T extends ""
      ? Cased<`${Start}${End}`, CasingOf<K>>
      : T extends `\${${infer N}}`
        ? FieldOf<A, N> extends F
          ? `{${N}}`
          : Custom<T, A, CasingOf<K>>
        : Custom<T, A, CasingOf<K>>
    : K extends { readonly composite: infer C }
      ? C extends readonly [infer N extends string]
        ? FieldOf<A, N> extends F
          ? `{${N}}`
          : `${Cased<Start, CasingOf<K>>}${Composite<C, A, CasingOf<K>>}${Cased<End, CasingOf<K>>}`
        : `${Cased<Start, CasingOf<K>>}${Composite<C, A, CasingOf<K>>}${Cased<End, CasingOf<K>>}`
      : never;

type Composite<C, A, L> = C extends readonly [infer N extends string, ...infer R]
  ? `${Cased<`#${LabelOf<A, N>}_`, L>}${Placeholder<A, N, L>}${Composite<R, A, L>}`
  : "";

type Custom<T extends string, A, L> = T extends `${infer Before}\${${infer N}}${infer After}`
  ? `${Cased<Before, L>}${Placeholder<A, N, L>}${Custom<After, A, L>}`
  : Cased<T, L>;

type Option<A, N, O> = N extends keyof A ? (O extends keyof A[N] ? A[N][O] : undefined) : undefined;
type FieldOf<A, N extends string> = Option<A, N, "field"> extends infer F extends string ? F : N;
type LabelOf<A, N extends string> = Option<A, N, "label"> extends infer L extends string ? L : N;
type Placeholder<A, N extends string, L> =
  Option<A, N, "padding"> extends {
    readonly length: infer W extends number;
  }
    ? `{${N}:${W}}`
    : `{${N}:${L extends "none" ? "text" : L & string}}`;
