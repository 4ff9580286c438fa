import { describeTable } from "../describe/describe-table.ts";
import { readTable } from "../describe/read-table.ts";
import type { TableDescription } from "../describe/table-description.ts";
import { TableError } from "../error/table-error.ts";
import { stateOfDescription } from "../plan/state-of-description.ts";
import type { PlanStep, TablePlan } from "../plan/table-plan.ts";
import type { Run } from "../run/run.ts";
import { isNamed } from "../run/send.ts";
import { neededSettings, positionOf } from "./position.ts";
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

/** Takes the steps of a plan one by one: looks where the table is, makes the next request, and waits until it shows. */
export async function followPlan(
  run: Run,
  clients: PlanClients,
  plan: TablePlan,
  isRefusal?: (error: unknown) => boolean,
): Promise<Followed> {
  const canRefuse = isRefusal !== undefined;
  const { looks, milliseconds } = canRefuse ? shortPatience : patience;
  const named = { model: { name: plan.table } };
  const of = plan.steps.length;
  const made = new Set<number>();
  const stepsMade = (): PlanStep[] => plan.steps.filter((_step, i) => made.has(i));
  let at = -1;
  let pause = run.pauses();
  let sent: { readonly since: number; looks: number } | undefined;
  let failed: { readonly error: unknown; looks: number } | undefined;
  let astray = 0;
  for (;;) {
    // One request tells of most that is under way; the others wait for its end.
    const glance = await readTable(run);
    const busy = unsettled(glance);
    if (busy !== undefined) {
      run.report({ step: "wait", ...busy });
      await pause();
      continue;
    }
    const found = await describeTable(clients.client, named, {
      signal: run.signal,
      timeoutMs: Number.POSITIVE_INFINITY,
      ...(clients.autoScaling !== undefined && { autoScaling: clients.autoScaling }),
      ...(clients.clientIn !== undefined && { clientIn: clients.clientIn }),
    });
    const obstacle = unsettled(found);
    if (obstacle !== undefined) {
      run.report({ step: "wait", ...obstacle });
      await pause();
      continue;
    }
    const position = positionOf(
      plan,
      found === undefined ? undefined : stateOfDescription(found),
      unreadNow(plan, found),
    );
    if ("strayed" in position) {
      // A description may be a moment behind, and parts of it at different moments.
      const last = plan.steps[at];
      const isFirst = last === undefined || (sent === undefined && failed === undefined);
      if (isFirst || astray++ >= repeatAfter) {
        const isOwn = last !== undefined && isWorkOf(last, position.strayed);
        if (canRefuse) return { steps: stepsMade(), ...(isOwn ? { refused: last } : { isStale: true }) };
        throw isOwn ? withoutEffect(plan, last, position.strayed) : stale(plan, position.strayed);
      }
      await pause();
      continue;
    }
    const { next } = position;
    if (next !== at) {
      for (let i = Math.max(at, 0); i < next; i++) {
        const { what } = plan.steps[i] ?? { what: "" };
        run.report({ step: made.has(i) ? "done" : "skip", status: what, done: i + 1, of });
      }
      at = next;
      pause = run.pauses();
      sent = undefined;
      failed = undefined;
      astray = 0;
    }
    const step = plan.steps[next];
    if (step === undefined) return { steps: stepsMade() };
    if (failed !== undefined && ++failed.looks >= 2) throw failed.error;
    if (sent !== undefined) {
      sent.looks++;
      if (sent.looks >= looks && Date.now() - sent.since >= milliseconds) {
        if (canRefuse) return { steps: stepsMade(), refused: step };
        throw withoutEffect(plan, step, []);
      }
      if (sent.looks % repeatAfter !== 0) {
        await pause();
        continue;
      }
    }
    try {
      await sendStep(clients, step.request, found?.arn, run.signal);
      if (!made.has(next)) run.report({ step: "change", status: step.what, done: next, of });
      made.add(next);
      sent ??= { since: Date.now(), looks: 0 };
    } catch (error) {
      if (isBusy(error)) run.report({ step: "retry", status: error.name });
      else if (isRefusal?.(error)) return { steps: stepsMade(), refused: step };
      // Refused as it is done already: another program may have been faster, or an earlier attempt of the SDK.
      else if (sent === undefined && mayBeDone(error)) failed ??= { error, looks: 0 };
      else if (sent === undefined || !mayBeDone(error)) throw error;
      await pause();
    }
  }
}

/** Whether the service takes the request later. */
function isBusy(error: unknown): error is { readonly name: string } {
  const message = error instanceof Error ? error.message : "";
  if (isNamed(error, "LimitExceededException")) {
    // Limits of a day are no limits of the moment: decreases of capacity, changes to on-demand.
    return !/limited to|decrease|PayPerRequest/i.test(message);
  }
  // DynamoDB takes one change of time to live in about an hour.
  if (isNamed(error, "ValidationException")) return /multiple times within a fixed interval/.test(message);
  return isNamed(
    error,
    "ResourceInUseException",
    "ContinuousBackupsUnavailableException",
    "ConcurrentUpdateException",
    "ReplicatedWriteConflictException",
  );
}

function mayBeDone(error: unknown): boolean {
  return isNamed(
    error,
    "ValidationException",
    "ResourceNotFoundException",
    "ObjectNotFoundException",
    "ReplicaAlreadyExistsException",
    "ReplicaNotFoundException",
  );
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

function stale(plan: TablePlan, strayed: readonly string[]): TableError {
  return new TableError({
    code: "plan-stale",
    table: plan.table,
    differences: strayed,
    message: `The table '${plan.table}' has changed since its plan was made (state ${plan.hash}): ${strayed.join(", ")}. Make a new plan, look at it, and apply that.`,
  });
}

/** Whether a step has changed these parts, to something else than was asked for. */
function isWorkOf({ changes }: PlanStep, strayed: readonly string[]): boolean {
  return strayed.every((facet) => changes.some((change) => change.facet === facet));
}

function withoutEffect(plan: TablePlan, step: PlanStep, strayed: readonly string[]): TableError {
  const effect =
    strayed.length === 0 ? `the table is as before: ${step.why}` : `has set otherwise: ${strayed.join(", ")}`;
  return new TableError({
    code: "plan-without-effect",
    table: plan.table,
    differences: strayed,
    message: `The service has accepted ${step.request.name} for the table '${plan.table}', and ${effect}. An engine for development may accept what it does not have.`,
  });
}
