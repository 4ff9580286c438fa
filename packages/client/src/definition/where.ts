import type { Ref, ReferencesOf } from "@keywright/expressions";
import type { RootSchema } from "@keywright/schema";
import type { ManagedNames } from "./item.ts";

/** References to the attributes of an entity, managed ones included, as `where` gets them. */
export type WhereReferences<N extends string, S extends RootSchema, G extends ManagedNames> = ReferencesOf<N, S> & {
  readonly [P in G["v"]]: Ref<N, number, number>;
} & { readonly [P in G["c"] | G["u"]]: Ref<N, Date, string> };
