import { capacityInput, type PlanContext } from "../context.ts";
import { sameValue } from "../same-value.ts";
import { singleWrite, type WriteAction, type WritePlan } from "../write/write-plan.ts";
import { type Claim, type Claimant, claimsOf, leaveClaim, takeClaim } from "./claim.ts";
import { claimable } from "./claimable.ts";
import type { ClaimedValues } from "./values.ts";

/** A write of an item with unique attributes. */
export interface ClaimingWrite {
  readonly action: WriteAction;
  readonly claimant: Claimant;
  /** What the action demands of the stored item: it fails where that has other values. */
  readonly before: ClaimedValues | undefined;
  readonly after: ClaimedValues | undefined;
  /** Whether there may be no item before, although the action demands these values of one: all is claimed, then. */
  readonly mayBeNew?: boolean;
  /** Actions of the same write that come before it. */
  readonly others?: readonly WriteAction[];
  readonly exactlyOnce?: boolean | undefined;
}

/**
 * Plans a write and the changes of claims that go with it, in one transaction where there are any.
 *
 * @throws ScopeError where a claim is not of the scope alone
 */
export function withClaims(
  describe: (context: PlanContext) => ClaimingWrite,
  context: PlanContext,
  spared: ReadonlySet<string> = new Set(),
): WritePlan {
  const write = describe(context);
  const { action, claimant, others = [], exactlyOnce } = write;
  const claims = changesOf(
    write,
    context,
    (claim) => (later) => withClaims(describe, later, new Set([...spared, claim.id])),
  ).flatMap(({ id, type, plan }) => (type === "leave" && spared.has(id) ? [] : [plan()]));
  context.scope?.checkClaims(claimant.model, claims);
  if (claims.length + others.length === 0) return singleWrite(action, context, exactlyOnce);
  return {
    kind: "write",
    transaction: true,
    actions: [...others, action, ...claims],
    capacity: capacityInput(context),
    result: action.result,
  };
}

const none: ReadonlyMap<string, Claim> = new Map();

interface Change {
  readonly type: "take" | "leave";
  readonly id: string;
  plan(): WriteAction;
}

function changesOf(
  { claimant, before, after, mayBeNew = false }: ClaimingWrite,
  context: PlanContext,
  sparing: (claim: Claim) => (context: PlanContext) => WritePlan,
): readonly Change[] {
  const { model, formerOwner } = claimant;
  // What another program stored may be no value of a claim: then there is none.
  const held = before === undefined ? none : claimable(model, before).claims;
  const wanted = claimsOf(model, after);
  const attribute = model.timeToLive?.attribute;
  const expiry = attribute === undefined ? undefined : after?.get(attribute);
  const sameExpiry = attribute === undefined || sameValue(expiry, before?.get(attribute));
  const taken = [...wanted.values()].filter(
    (claim) => mayBeNew || formerOwner !== undefined || !sameExpiry || held.get(claim.constraint.name)?.id !== claim.id,
  );
  const left = [...held.values()].filter((claim) => wanted.get(claim.constraint.name)?.id !== claim.id);
  return [
    ...taken.map(
      (claim): Change => ({ type: "take", id: claim.id, plan: () => takeClaim(claim, claimant, expiry, context) }),
    ),
    ...left.map(
      (claim): Change => ({
        type: "leave",
        id: claim.id,
        plan: () => leaveClaim(claim, claimant, context, sparing(claim)),
      }),
    ),
  ];
}
