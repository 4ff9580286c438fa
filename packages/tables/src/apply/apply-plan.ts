import type { SdkClient } from "keywright";
import { TableError } from "../error/table-error.ts";
import type { Danger, PlanObstacle, TablePlan } from "../plan/table-plan.ts";
import type { TableOptions } from "../run/options.ts";
import { run } from "../run/run.ts";
import { followPlan } from "./follow-plan.ts";
import { assertClients, type PlanClients } from "./send-step.ts";

export interface ApplyPlanOptions extends Omit<TableOptions, "name"> {
  /** Kinds of dangerous steps that may be taken. Default: none. */
  readonly allow?: readonly Danger[];
  /** A client of Application Auto Scaling in the table's Region, where the plan has steps of it. */
  readonly autoScaling?: SdkClient;
  /** Clients of DynamoDB in the Regions of replicas, where the plan has steps there. */
  readonly clientIn?: (region: string) => SdkClient;
}

/** What became of a plan. */
export interface AppliedPlan {
  /** What was done, in the sentences of the plan. */
  readonly done: readonly string[];
  /** Steps that were done before, or by another program at the same time. */
  readonly skipped: readonly string[];
  /** What differs still. */
  readonly cannot: readonly PlanObstacle[];
}

/**
 * Takes the steps of a plan one by one, and waits after each until the table, its indexes (their backfill included) and
 * replicas are in use. Where the table stands is read from the table: a plan that was interrupted is applied again and goes on,
 * one that was applied is applied again without any change, and of two programs that apply it at once each step is made
 * by one. The service goes on with what it has begun when the call ends early.
 *
 * Requests: those of the plan, and those of `describeTable` with growing pauses.
 *
 * @throws {TableError} `plan-dangerous`, before anything is sent, naming the kinds that are not allowed; `plan-stale`: the table has
 * changed since; `client-missing`; `plan-without-effect`; `table-timeout` after ten minutes, unless `timeoutMs` says otherwise;
 * `table-unusable`; `table-unreadable`.
 *
 * @example
 * const plan = await planTable(client, taskTable);
 * await applyPlan(client, plan, { allow: ["delete-index"], timeoutMs: Infinity, onProgress: console.log });
 */
export function applyPlan(client: SdkClient, plan: TablePlan, options: ApplyPlanOptions = {}): Promise<AppliedPlan> {
  const { allow = [], autoScaling, clientIn } = options;
  const clients: PlanClients = { client, autoScaling, clientIn };
  const named = { model: { name: plan.table } };
  return run(client, named, options, async (run) => {
    assertFormat(plan);
    assertAllowed(plan, allow);
    assertClients(
      plan.table,
      plan.steps.map(({ request }) => request),
      clients,
    );
    const { steps } = await followPlan(run, clients, plan);
    const sentences = (made: boolean): string[] =>
      plan.steps.filter((step) => steps.includes(step) === made).map(({ what }) => what);
    return { done: sentences(true), skipped: sentences(false), cannot: plan.cannot };
  });
}

function assertFormat(plan: TablePlan): void {
  if (plan.format === 1) return;
  throw new TableError({
    code: "plan-stale",
    table: plan.table,
    message: `The plan for the table '${plan.table}' is of the format ${JSON.stringify(plan.format)}, and this version reads format 1. Make a new plan.`,
  });
}

function assertAllowed(plan: TablePlan, allow: readonly Danger[]): void {
  const dangers = plan.steps.flatMap(({ danger, what }) =>
    danger === undefined || allow.includes(danger.kind) ? [] : [{ ...danger, what }],
  );
  if (dangers.length === 0) return;
  const kinds = [...new Set(dangers.map(({ kind }) => `"${kind}"`))];
  throw new TableError({
    code: "plan-dangerous",
    table: plan.table,
    differences: dangers.map(({ what, why }) => `${what} (${why})`),
    message: `The plan for the table '${plan.table}' has dangerous steps:\n${dangers
      .map(({ what, why }, i) => `  ${i + 1}. ${what} ${why[0]?.toUpperCase()}${why.slice(1)}.`)
      .join(
        "\n",
      )}\nNothing was done. Write allow: [${kinds.join(", ")}] to take them, or make a plan with leave: [${kinds.join(", ")}].`,
  });
}
