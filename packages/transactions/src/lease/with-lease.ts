import type { Database, InScope } from "@keywright/client";
import { acquire, type Lease, type Leased, type LeaseEntity, type ScopedKeyOf } from "./lease.ts";
import { LeaseLostError } from "./lease-lost-error.ts";
import type { LeaseOptions } from "./options.ts";

/**
 * Does work while a lease is held: one of all who use the same lease at a time. It is renewed at each third of its duration and
 * released in the end. Where it is lost meanwhile, `lease.signal` is aborted, and what was thrown or given back counts no more.
 *
 * Who wants a lease that is held watches it: where it was not renewed for its duration, on the clock of who watches, it is taken
 * over. No clocks are compared. A holder that was paused may not know yet: let its writes carry `lease.fence`, or `lease.check()`.
 *
 * DynamoDB: `GetItem`, consistent, as often as `poll` says while somebody else holds it; `UpdateItem` to acquire, renew and
 * release it. Where releasing fails, the lease is over after its duration.
 *
 * @throws LeaseHeldError where the time to wait is over; LeaseLostError; ValidationError; what the function throws
 * @example
 * const total = await withLease(db, Job, { job: "report" }, { duration: 60_000 }, async (lease) => {
 *   const report = await summarise({ signal: lease.signal });
 *   await db.send(Report.put({ ...report, fence: lease.token }, { where: (r) => lease.fence(r.fence) }));
 *   return report.total;
 * });
 */
export async function withLease<E extends LeaseEntity, R, T extends string = never>(
  db: Database<T>,
  entity: E & InScope<E, T> & Leased<E>,
  key: ScopedKeyOf<E, T>,
  options: LeaseOptions,
  work: (lease: Lease) => R | Promise<R>,
): Promise<R> {
  const { lease, key: fullKey, heartbeat, loss } = await acquire(db, entity, key, options);
  heartbeat();
  try {
    const result = await work(lease);
    const lost = lease.remaining() === 0 ? loss() : undefined;
    if (lost === undefined || lost.loss === "released") return result;
    throw lost;
  } catch (error) {
    const lost = loss();
    if (lost === undefined || lost.loss === "released" || LeaseLostError.isInstance(error)) throw error;
    throw new LeaseLostError({ entity: entity.name, key: fullKey, loss: lost.loss, cause: error });
  } finally {
    // The work is done all the same; what is not released is over after its duration.
    if (loss()?.loss !== "taken") await lease.release().catch(() => undefined);
  }
}
