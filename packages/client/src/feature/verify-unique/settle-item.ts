import { ReadError, type WireItem } from "@keywright/schema";
import type { Claim } from "../../plan/claims/claim.ts";
import { planTake } from "../../plan/claims/repair.ts";
import { hasValuesOf, isHeldBy, ownerKey, sameItem } from "../../plan/claims/stored-claim.ts";
import { decodeItem, rawKey } from "../../plan/read/decode.ts";
import { tableKeyOf } from "../../plan/stored-key.ts";
import { look, type Verification } from "./look.ts";
import { repair } from "./repair.ts";
import type { WrongClaim } from "./report.ts";

/** How often others may write what is looked at before it is left for another run. */
const mostLooks = 5;

/** An item whose claim is not as it should be, as far as was read. */
export interface Suspect {
  readonly item: WireItem;
  readonly claim: Claim;
  /** The claim as it is stored. */
  readonly stored: WireItem | undefined;
}

/** Has the program make two items differ: `lacking` has no claim of its values, `holding` has. */
export type AskAbout = (constraint: string, lacking: unknown, holding: unknown) => Promise<void>;

interface Seen {
  readonly item: WireItem;
  readonly stored: WireItem | undefined;
  /** Whose claim it is, if another item's: its key, and what is stored there. */
  readonly holder: { readonly key: WireItem; readonly item: WireItem | undefined } | undefined;
}

/**
 * Says what is wrong with the claim of an item, and puts it right; nothing where it is right now. Of duplicates it asks where
 * it is told how to.
 */
export async function settleItem(
  verification: Verification,
  suspect: Suspect,
  ask?: AskAbout,
): Promise<WrongClaim | undefined> {
  const { model, runtime, fix } = verification;
  const { constraint } = suspect.claim;
  const describe = (kind: WrongClaim["kind"], seen: Seen, outcome: WrongClaim["outcome"]): WrongClaim => ({
    kind,
    constraint: constraint.name,
    items: [seen.item, ...(kind === "duplicate" && seen.holder ? [seen.holder.key] : [])].map((each) =>
      rawKey(model, each),
    ),
    outcome,
  });
  // A claim that nobody has can be taken at once: should somebody take it meanwhile, that shows.
  let seen: Seen | undefined =
    fix && ask === undefined && suspect.stored === undefined
      ? { item: suspect.item, stored: undefined, holder: undefined }
      : await see(verification, suspect);
  let asked: Seen | undefined;
  let uncertain: Seen | undefined;
  for (let looks = 1; seen !== undefined; looks++) {
    const isDuplicate = hasValuesOf(model, seen.holder?.item, suspect.claim, runtime.context().now);
    if (!isDuplicate) {
      if (!fix) return describe("missing", seen, "found");
      const plan = planTake(model, suspect.claim, seen.item, seen.stored, seen.holder, runtime.context());
      const outcome = await repair(verification, plan);
      if (outcome === "fixed")
        return asked ? describe("duplicate", asked, "resolved") : describe("missing", seen, "fixed");
      if (looks === mostLooks) return describe("missing", seen, "changed");
      if (outcome === "unknown") uncertain = seen;
    } else {
      // Once for each pair: with what was done about it another item may have the values now.
      const again = asked?.holder && seen.holder && sameItem(asked.holder.key, seen.holder.key);
      if (ask === undefined || again || looks === mostLooks) return describe("duplicate", seen, "found");
      const decoded = decodePair(verification, seen);
      if (ReadError.isInstance(decoded)) return { ...describe("duplicate", seen, "unfixable"), error: decoded };
      asked = seen;
      await ask(constraint.name, ...decoded);
    }
    seen = await see(verification, suspect);
  }
  if (asked) return describe("duplicate", asked, "resolved");
  return uncertain && describe("missing", uncertain, "fixed");
}

/** The item, its claim and whose that is, as they are at one moment; nothing where the item has its claim, or needs none. */
async function see(verification: Verification, { item, claim, stored }: Suspect): Promise<Seen | undefined> {
  const { model, runtime } = verification;
  const key = tableKeyOf(model, item);
  const other = (found: WireItem | undefined): WireItem | undefined => {
    const owner = found && ownerKey(model, found);
    return owner && !sameItem(owner, key) ? owner : undefined;
  };
  for (let expected = other(stored), looks = 1; ; looks++) {
    const now = await look(verification, claim.key, expected ? [key, expected] : [key]);
    const [current, holder] = now.items;
    if (!hasValuesOf(model, current, claim, runtime.context().now)) return undefined;
    if (now.claim && isHeldBy(model, now.claim, current)) return undefined;
    const owner = other(now.claim);
    const isExpected = owner === undefined || (expected !== undefined && sameItem(owner, expected));
    // Of a claim that goes from one to another all the time the one who had it is as good as any.
    if (isExpected || looks === mostLooks) {
      const seen = owner && { key: owner, item: isExpected ? holder : undefined };
      return { item: current, stored: now.claim, holder: seen };
    }
    expected = owner;
  }
}

function decodePair(
  { model, runtime }: Verification,
  { item, holder }: Seen,
): readonly [lacking: unknown, holding: unknown] | ReadError {
  const { readMode } = runtime.context();
  try {
    return [decodeItem(model, item, readMode), decodeItem(model, holder?.item ?? item, readMode)];
  } catch (error) {
    if (ReadError.isInstance(error)) return error;
    throw error;
  }
}
