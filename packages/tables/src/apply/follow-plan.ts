import { describeTable } from "../describe/describe-table.ts";
import { readTable } from "../describe/read-table.ts";
import type { TableDescription } from "../describe/table-description.ts";
import { TableError } from "../error/table-error.ts";
import { stateOfDescription } from "../plan/state-of-description.ts";
import type { PlanStep, TablePlan } from "../plan/table-plan.ts";
import type { Run } from "../run/run.ts";
import { isWorkOf, stale, withoutEffect } from "./plan-errors.ts";
import { neededSettings, positionOf } from "./position.ts";
import { isBusy, mayBeDone } from "./refusals.ts";
import { type PlanClients, sendStep } from "./send-step.ts";
import { unsettled } from "./settled.ts";

// After this many looks the request is made again: an engine has been seen to lose one of two changes made at once.
const repeatAfter = 8;
// A change that was accepted and is not seen: descriptions of DynamoDB lag behind for some seconds at most.
const patience = { looks: 16, milliseconds: 10_000 };
// Engines for development do not lag.
const shortPatience = { looks: repeatAfter, milliseconds: 500 };

export interface Followed {
  /** The steps that this call has made. */
  readonly steps: readonly PlanStep[];
  /** The step that the service does not take, or that has no effect; only with `isRefusal`. */
  readonly refused?: PlanStep;
  /** The table has left the way of the plan; only with `isRefusal`. */
  readonly isStale?: boolean;
}

/** What a call of `followPlan` has, and which steps it has made. */
interface Way {
  readonly run: Run;
  readonly clients: PlanClients;
  readonly plan: TablePlan;
  readonly isRefusal: ((error: unknown) => boolean) | undefined;
  readonly made: Set<number>;
}

/** The step that is next, and what has become of it so far. */
interface Place {
  readonly at: number;
  readonly pause: () => Promise<void>;
  /** The service has accepted it. */
  sent: { readonly since: number; looks: number } | undefined;
  /** The service has refused it, as one that is done already. */
  failed: { readonly error: unknown; looks: number } | undefined;
  /** How often the table was off the way. */
  astray: number;
}

/** Takes the steps of a plan one by one: looks where the table is, makes the next request, and waits until it shows. */
export async function followPlan(
  run: Run,
  clients: PlanClients,
  plan: TablePlan,
  isRefusal?: (error: unknown) => boolean,
): Promise<Followed> {
  const way: Way = { run, clients, plan, isRefusal, made: new Set() };
  let place = placeAt(run, -1);
  for (;;) {
    const found = await settledTable(way, place);
    const state = found === undefined ? undefined : stateOfDescription(found);
    const position = positionOf(plan, state, unreadNow(plan, found));
    if ("next" in position) {
      if (position.next !== place.at) place = arrived(way, place, position.next);
      const end = await takeStep(way, place, found);
      if (end !== undefined) return end;
    } else {
      const end = leftTheWay(way, place, position.strayed);
      if (end !== undefined) return end;
      await place.pause();
    }
  }
}

function placeAt(run: Run, at: number): Place {
  return { at, pause: run.pauses(), sent: undefined, failed: undefined, astray: 0 };
}

function stepsMade({ plan, made }: Way): readonly PlanStep[] {
  return plan.steps.filter((_step, i) => made.has(i));
}

/** The table, once nothing is under way in it; nothing where there is none. */
async function settledTable(
  { run, clients, plan }: Way,
  { pause }: Pick<Place, "pause">,
): Promise<TableDescription | undefined> {
  const named = { model: { name: plan.table } };
  for (;;) {
    // One request tells of most that is under way; the others wait for its end.
    const glance = unsettled(await readTable(run));
    const found =
      glance === undefined
        ? await describeTable(clients.client, named, {
            signal: run.signal,
            timeoutMs: Number.POSITIVE_INFINITY,
            ...(clients.autoScaling !== undefined && { autoScaling: clients.autoScaling }),
            ...(clients.clientIn !== undefined && { clientIn: clients.clientIn }),
          })
        : undefined;
    const busy = glance ?? unsettled(found);
    if (busy === undefined) return found;
    run.report({ step: "wait", ...busy });
    await pause();
  }
}

/** How it ends where the table is off the way; not yet where the next look may find it there again. */
function leftTheWay(way: Way, place: Place, strayed: readonly string[]): Followed | undefined {
  const { plan, isRefusal } = way;
  // A description may be a moment behind, and parts of it at different moments.
  const last = plan.steps[place.at];
  const isFirst = last === undefined || (place.sent === undefined && place.failed === undefined);
  if (!isFirst && place.astray++ < repeatAfter) return undefined;
  const isOwn = last !== undefined && isWorkOf(last, strayed);
  if (isRefusal !== undefined) return { steps: stepsMade(way), ...(isOwn ? { refused: last } : { isStale: true }) };
  throw isOwn ? withoutEffect(plan, last, strayed) : stale(plan, strayed);
}

/** Reports the steps up to this one, and begins with it. */
function arrived({ run, plan, made }: Way, { at }: Place, next: number): Place {
  for (let i = Math.max(at, 0); i < next; i++) {
    const { what } = plan.steps[i] ?? { what: "" };
    run.report({ step: made.has(i) ? "done" : "skip", status: what, done: i + 1, of: plan.steps.length });
  }
  return placeAt(run, next);
}

/** Makes the request of the next step, unless it was made and may still show; gives how it ends where it does. */
async function takeStep(way: Way, place: Place, found: TableDescription | undefined): Promise<Followed | undefined> {
  const { plan, isRefusal } = way;
  const { failed, sent } = place;
  const step = plan.steps[place.at];
  if (step === undefined) return { steps: stepsMade(way) };
  if (failed !== undefined && ++failed.looks >= 2) throw failed.error;
  if (sent !== undefined) {
    const { looks, milliseconds } = isRefusal === undefined ? patience : shortPatience;
    sent.looks++;
    if (sent.looks >= looks && Date.now() - sent.since >= milliseconds) {
      if (isRefusal !== undefined) return { steps: stepsMade(way), refused: step };
      throw withoutEffect(plan, step, []);
    }
    if (sent.looks % repeatAfter !== 0) {
      await place.pause();
      return undefined;
    }
  }
  return send(way, place, step, found?.arn);
}

async function send(way: Way, place: Place, step: PlanStep, arn: string | undefined): Promise<Followed | undefined> {
  const { run, clients, plan, isRefusal, made } = way;
  const { at, sent } = place;
  try {
    await sendStep(clients, step.request, arn, run.signal);
    if (!made.has(at)) run.report({ step: "change", status: step.what, done: at, of: plan.steps.length });
    made.add(at);
    place.sent ??= { since: Date.now(), looks: 0 };
  } catch (error) {
    if (isBusy(error)) run.report({ step: "retry", status: error.name });
    else if (isRefusal?.(error)) return { steps: stepsMade(way), refused: step };
    // Refused as it is done already: another program may have been faster, or an earlier attempt of the SDK.
    else if (sent === undefined && mayBeDone(error)) place.failed ??= { error, looks: 0 };
    else if (sent === undefined || !mayBeDone(error)) throw error;
    await place.pause();
  }
  return undefined;
}

/**
 * The settings that cannot be read now, and could when the plan was made.
 *
 * @throws {TableError} `table-unreadable` where the plan needs them.
 */
function unreadNow(plan: TablePlan, found: TableDescription | undefined): readonly string[] {
  const unread = (found?.unread ?? []).filter(({ setting }) => !plan.ignored.includes(setting));
  const names = unread.map(({ setting }) => setting);
  const needed = neededSettings(plan, names);
  if (needed.length === 0) return names;
  throw new TableError({
    code: "table-unreadable",
    table: plan.table,
    message: `The plan for the table '${plan.table}' cannot be followed, because this could not be read: ${unread
      .filter(({ setting }) => needed.includes(setting))
      .map(({ setting, why }) => `${setting} (${why})`)
      .join(", ")}. Apply it with what it was made with, or make a new plan.`,
  });
}
