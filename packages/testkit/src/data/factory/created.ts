import { type EntityModel, isClaimOf, type RequestOptions, type WireItem } from "keywright";
import type { Creatable } from "./types.ts";

/** What `create` would store. */
export interface Created {
  readonly item: WireItem;
  /** What holds the values of its unique attributes. */
  readonly claims: readonly WireItem[];
}

/** What `create` of an entity would store for an input. Sends nothing. */
export function createdBy(entity: Creatable, input: unknown, options: RequestOptions): Created {
  const request = entity.create(input as never).toRequest(options);
  const puts = "TransactItems" in request ? (request.TransactItems as readonly TransactPut[]) : [{ Put: request }];
  // The SDK's type has a member for types that it does not know.
  const items = puts.map(({ Put }) => Put?.Item as WireItem);
  const claims = items.filter((item) => isClaimOf(entity.model, item));
  const item = items.find((each) => !claims.includes(each));
  if (item === undefined) throw new Error(`create of ${entity.name} stores no item`);
  return { item, claims };
}

interface TransactPut {
  readonly Put?: { readonly Item?: unknown };
}

type Constraint = NonNullable<EntityModel["unique"]>["constraints"][number];

/** The constraint that a claim is of. */
export function constraintOf({ unique }: EntityModel, claim: WireItem): Constraint | undefined {
  return unique?.constraints.find(({ key: [template] }) => {
    const [first] = template?.parts ?? [];
    const key = template && claim[template.keyAttribute.name];
    return first?.kind === "literal" && key !== undefined && "S" in key && key.S.startsWith(first.text);
  });
}
