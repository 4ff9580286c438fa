/** Attributes that all operations of a connection are bound to: their values, by their names in the program. */
export type Scope = { readonly [attribute: string]: unknown };
