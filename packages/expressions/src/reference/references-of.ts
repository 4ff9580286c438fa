import type { RootSchema } from "@keywright/schema";
import type { ReferencedModel } from "./model.ts";
import type { Children } from "./ref.ts";
import { makeReference, type ReferenceData } from "./reference.ts";

/** The references of an entity, as `where` and other callbacks get them. */
export type ReferencesOf<E, S extends RootSchema> = Children<E, S["_zod"]["def"]>;

const cache = new WeakMap<ReferencedModel, object>();

/**
 * The references of an entity: made once for a model, level by level as they are read. The type parameters cannot be told
 * from the model; pass `ReferencesOf<Name, Schema>`, with managed attributes added.
 */
export function referencesOf<R>(model: ReferencedModel): R {
  let references = cache.get(model);
  if (!references) {
    references = makeReference(rootReference(model));
    cache.set(model, references);
  }
  return references as R;
}

/** The reference to the whole item. */
export function rootReference(model: ReferencedModel): ReferenceData {
  const shape = model.root;
  return {
    kind: "path",
    model,
    steps: [],
    path: [],
    shape,
    isMember: false,
    uncertainParents: [],
    variants: [],
    isTag: false,
  };
}
