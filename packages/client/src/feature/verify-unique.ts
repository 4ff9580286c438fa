import type { EntityModel, WireItem } from "@keywright/schema";
import type { AnyEntity, Item } from "../definition/entity.ts";
import { checkCount } from "../plan/check-input.ts";
import { claimable } from "../plan/claims/claimable.ts";
import { expiryOf, hasValuesOf, isHeldBy, type StoredClaim, storedClaim } from "../plan/claims/stored-claim.ts";
import { valuesOfStored } from "../plan/claims/values.ts";
import { epochSecondsOf } from "../plan/context.ts";
import { own } from "../plan/own.ts";
import { rawKey } from "../plan/read/decode.ts";
import { isExpired, isOwn } from "../plan/read/identity.ts";
import { refuse } from "../plan/refuse.ts";
import type { Database } from "./database.ts";
import { scanTable } from "./scan-table.ts";
import { sideBySide } from "./side-by-side.ts";
import { readAll, type Verification } from "./verify-unique/look.ts";
import { createTally, type Tally, type UniqueReport } from "./verify-unique/report.ts";
import { settleClaim } from "./verify-unique/settle-claim.ts";
import { type AskAbout, type Suspect, settleItem } from "./verify-unique/settle-item.ts";

/** Two items that have the same values for a unique constraint. */
export interface UniqueDuplicate<I = unknown> {
  /** The name of the constraint. */
  readonly constraint: string;
  /** The one that has no claim of the values, and the one that has it. */
  readonly items: readonly [I, I];
}

export interface VerifyUniqueOptions<I = unknown> {
  /** Writes claims that are missing, and deletes those of no item; finds them only by default. */
  readonly fix?: boolean;
  /**
   * With `fix`: called for each duplicate, one after the other. Changes or deletes one of the two items by any means of the
   * library; what becomes of the claim is seen to afterwards.
   */
  readonly onDuplicate?: (duplicate: UniqueDuplicate<I>) => void | Promise<void>;
  /** How many findings of each kind to keep; 100 by default. All are counted. */
  readonly examples?: number;
  /** Called after each page. */
  readonly onProgress?: (report: UniqueReport) => void;
  readonly signal?: AbortSignal;
}

/**
 * Compares the claims of an entity's unique attributes with its items: for items that were there before a constraint, or that
 * other programs wrote. With `fix` it writes claims that are missing and deletes those of no item that has the values, also
 * those of constraints that the entity does not have any more. Of several items with the same values the first one that is
 * read gets the claim if none has it; the others are duplicates, which `onDuplicate` can have the program resolve. Without `fix`
 * items of which none has the claim count as missing, each of them.
 *
 * Safe beside other writers: what seems wrong is looked at again, of one moment, and each fix is made on condition that items and
 * claims are still what was read. May be broken off and run again. Memory does not grow with the table. Items of an earlier
 * shape count with the attributes that are stored: run `upgradeItems` first. A claim that has expired is left to DynamoDB where
 * the table deletes such. Run it with the newest definition: to an older one, claims of a new constraint are of no use.
 *
 * DynamoDB: `Scan` of the whole table, and of `uniqueTable`, consistently; `BatchGetItem` for the claims of each page's items and
 * the items of its claims; for what seems wrong `TransactGetItems` of two or three items; a `TransactWriteItems` of two or
 * three actions (or a `DeleteItem`) for each fix.
 *
 * @throws ValidationError for an entity without unique attributes, or `onDuplicate` without `fix`
 * @throws BatchIncompleteError where reads stay throttled
 * @example
 * const { found, left, wrong } = await verifyUnique(db, User, {
 *   fix: true,
 *   onDuplicate: async ({ items: [user] }) => {
 *     await db.send(User.update(user, { email: remove() }, { previous: user, returning: "none" }));
 *   },
 * });
 */
export async function verifyUnique<E extends AnyEntity>(
  db: Database,
  entity: E,
  { fix = false, onDuplicate, examples = 100, onProgress, signal }: VerifyUniqueOptions<Item<E>> = {},
): Promise<UniqueReport> {
  const { model } = entity;
  const { unique } = model;
  if (unique === undefined) {
    const message =
      "is not in the definition, so nothing is unique. To delete what earlier constraints have left, define one of an attribute that no item has";
    throw refuse(model, ["unique"], "missing_unique", message);
  }
  if (onDuplicate && !fix) {
    throw refuse(model, ["onDuplicate"], "invalid_option", "changes items, as fix does: add fix: true");
  }
  checkCount(model, "examples", examples);
  const runtime = db["~runtime"];
  const verification = { runtime, subject: { entity: entity.name, verb: "verifyUnique" }, model, fix, signal };
  const ask: AskAbout | undefined =
    onDuplicate &&
    (async (constraint, lacking, holding) => {
      await onDuplicate({ constraint, items: [lacking as Item<E>, holding as Item<E>] });
    });
  const tally = createTally(examples);
  const { subject } = verification;
  for await (const page of scanTable(runtime, subject, entity, signal)) {
    await verifyPage(verification, page, tally, ask);
    onProgress?.(tally.report());
  }
  if (unique.table.name !== model.table.name) {
    for await (const page of scanTable(runtime, subject, { model: unique }, signal)) {
      await verifyPage(verification, page, tally, ask);
      onProgress?.(tally.report());
    }
  }
  return tally.report();
}

/** How many transactions are under way at once. */
const most = 8;

async function verifyPage(
  verification: Verification,
  page: readonly WireItem[],
  tally: Tally,
  ask: AskAbout | undefined,
): Promise<void> {
  const { model, runtime } = verification;
  const { now } = runtime.context();
  const items: WireItem[] = [];
  const claims: StoredClaim[] = [];
  for (const item of page) {
    const claim = storedClaim(model, item);
    if (claim && !isGone(model, item, now)) claims.push(claim);
    else if (!claim && isOwn(model, item) && !isExpired(model, item, now)) items.push(item);
  }
  tally.count("checked", items.length);
  tally.count("claims", claims.length);
  tally.count("skipped", page.length - items.length - claims.length);

  const suspects = await suspectsOf(verification, items, tally);
  const settled = await sideBySide(suspects, most, async (suspect) => {
    return { suspect, wrong: await settleItem(verification, suspect) };
  });
  for (const { suspect, wrong } of settled) {
    // One after the other: what becomes of one pair decides of the next.
    tally.add(ask && wrong?.kind === "duplicate" ? await settleItem(verification, suspect, ask) : wrong);
  }
  const orphans = await orphansOf(verification, claims, now);
  for (const wrong of await sideBySide(orphans, most, (claim) => settleClaim(verification, claim))) tally.add(wrong);
}

/** Whether a claim has expired and DynamoDB will delete it: it is free, and nobody's. */
function isGone(model: EntityModel, claim: WireItem, now: Date): boolean {
  const name = expiryOf(model);
  const expires = name === undefined || name !== model.unique?.table.timeToLive ? undefined : own(claim, name);
  return expires !== undefined && "N" in expires && Number(expires.N) <= epochSecondsOf(now);
}

/** Items whose claims are not there, or not theirs. */
async function suspectsOf(
  verification: Verification,
  items: readonly WireItem[],
  tally: Tally,
): Promise<readonly Suspect[]> {
  const { model } = verification;
  const wanted = items.flatMap((item) => {
    const { claims, problems } = claimable(model, valuesOfStored(model, item));
    for (const [constraint, error] of problems) {
      tally.add({ kind: "missing", constraint, items: [rawKey(model, item)], outcome: "unfixable", error });
    }
    return [...claims.values()].map((claim) => ({ item, claim }));
  });
  const keys = wanted.map(({ claim }) => claim.key);
  const found = await readAll(verification, model.unique?.table ?? model.table, keys, "claims");
  return wanted.flatMap(({ item, claim }) => {
    const stored = found(claim.key);
    return stored && isHeldBy(model, stored, item) ? [] : [{ item, claim, stored }];
  });
}

/** Claims that are not of an item which has the values. */
async function orphansOf(
  verification: Verification,
  claims: readonly StoredClaim[],
  now: Date,
): Promise<readonly StoredClaim[]> {
  const { model } = verification;
  const keys = claims.flatMap(({ owner }) => (owner ? [owner] : []));
  const found = await readAll(verification, model.table, keys, "items");
  return claims.filter(({ owner, constraint, id }) => {
    return !(owner && constraint && hasValuesOf(model, found(owner), { constraint, id }, now));
  });
}
