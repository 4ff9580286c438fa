import { planDrop } from "../../plan/claims/repair.ts";
import { hasValuesOf, type StoredClaim, sameItem, storedClaim } from "../../plan/claims/stored-claim.ts";
import { rawKey } from "../../plan/read/decode.ts";
import { look, type Verification } from "./look.ts";
import { repair } from "./repair.ts";
import type { WrongClaim } from "./report.ts";

/** How often others may write what is looked at before it is left for another run. */
const mostLooks = 5;

/** Says whether a claim is an orphan, and deletes it then; nothing where it is right now, or gone. */
export async function settleClaim(verification: Verification, suspect: StoredClaim): Promise<WrongClaim | undefined> {
  const { model, runtime, fix } = verification;
  let claim = suspect;
  let uncertain = false;
  for (let looks = 1; ; looks++) {
    const { owner, constraint, key, id } = claim;
    const describe = (outcome: WrongClaim["outcome"]): WrongClaim => {
      return { kind: "orphan", constraint: claim.name, items: owner ? [rawKey(model, owner)] : [], outcome };
    };
    // Whose claim it is does not matter where the entity has no such constraint.
    const holder = constraint && owner;
    const seen = await look(verification, key, holder ? [holder] : []);
    const found = seen.claim && storedClaim(model, seen.claim);
    if (found === undefined) return uncertain ? describe("fixed") : undefined;
    if (isOfSame(found, claim)) {
      const context = runtime.context();
      const [item] = seen.items;
      if (constraint && hasValuesOf(model, item, { constraint, id }, context.now)) return undefined;
      if (!fix) return describe("found");
      const plan = planDrop(model, found, holder && { key: holder, item }, context);
      const outcome = await repair(verification, plan);
      if (outcome === "fixed") return describe("fixed");
      uncertain ||= outcome === "unknown";
    }
    if (looks === mostLooks) return describe("changed");
    claim = found;
  }
}

function isOfSame({ owner: a }: StoredClaim, { owner: b }: StoredClaim): boolean {
  return a === undefined || b === undefined ? a === b : sameItem(a, b);
}
