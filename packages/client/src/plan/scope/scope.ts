import type { EntityModel, UniqueConstraint } from "@keywright/schema";

/** Attributes that all operations of a connection are bound to: their values, by their names in the program. */
export type Scope = { readonly [attribute: string]: unknown };

/**
 * A scope, and what keeps operations in it. Who binds a connection brings it along, so that bundlers leave it out where no
 * connection is bound. Plans lie above contexts: `keeper.ts` has the type of planning.
 */
export interface AnyKeeper {
  readonly values: Scope;
  readonly plan: (description: never, context: never, plan: never) => { readonly kind: string };
  /** @throws ScopeError for a claim that is not made of the scope: it would tell one tenant which values others have */
  checkClaims(model: EntityModel, writes: readonly { readonly claim?: UniqueConstraint }[]): void;
  /** @throws ScopeError for a read of the whole table */
  refuseTable(entity: string): never;
}
