import type { Shape } from "@keywright/schema";

/** What expressions need to know of an entity. Every entity model is one. */
export interface ReferencedModel {
  readonly name: string;
  readonly root: Shape;
  readonly table: { readonly partitionKey: { readonly name: string } };
  /** By names in the program. */
  readonly attributes: ReadonlyMap<
    string,
    { readonly storedName: string; readonly shape: Shape; readonly managed?: string | undefined }
  >;
}
