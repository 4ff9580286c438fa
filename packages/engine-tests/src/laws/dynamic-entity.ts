import {
  type Condition,
  defineEntity,
  type GetOperation,
  type PagedOperation,
  type Ref,
  type WireItem,
  type WriteOperation,
} from "keywright";

type DynamicRef = Ref<"Dynamic", unknown, unknown>;
type References = object;

interface Options {
  readonly where?: (references: References) => Condition<"Dynamic">;
  readonly select?: readonly string[];
  readonly consistent?: boolean;
}

type Query = (key: object, options?: Options) => PagedOperation<unknown>;

interface DynamicEntity {
  create(item: object): WriteOperation<unknown, { readonly Item: WireItem }>;
  get(key: object, options?: Options): GetOperation<unknown>;
  update(
    key: object,
    changes: object | ((references: References) => readonly unknown[]),
    options?: Options,
  ): WriteOperation<unknown>;
  readonly query: Query;
  readonly indexes: Readonly<Record<string, { readonly query: Query }>>;
}

/** An entity named `Dynamic` whose attributes are hundreds, or generated. A seam: the compiler knows nothing of them. */
export const defineDynamic = defineEntity as unknown as (definition: object) => DynamicEntity;

/** The reference to an attribute by its names, from the root of the item. */
export function refOf(references: References, ...names: readonly string[]): DynamicRef {
  const found = names.reduce<unknown>((level, name) => (level as Readonly<Record<string, unknown>>)[name], references);
  if (found === undefined) throw new Error(`there is no reference ${names.join(", ")}`);
  return found as DynamicRef;
}
