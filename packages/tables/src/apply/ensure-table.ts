import type { AnyTable, SdkClient } from "keywright";
import { type DescribeTableOptions, describeTable } from "../describe/describe-table.ts";
import { TableError } from "../error/table-error.ts";
import { planChanges } from "../plan/plan-changes.ts";
import type { Move } from "../plan/planning.ts";
import { stateOfDescription } from "../plan/state-of-description.ts";
import type { Danger, PlanLeft, TablePlan } from "../plan/table-plan.ts";
import { run } from "../run/run.ts";
import { isNamed } from "../run/send.ts";
import { followPlan } from "./follow-plan.ts";
import { assertClients, type PlanClients } from "./send-step.ts";

export interface EnsureTableOptions extends DescribeTableOptions {
  /** Kinds of dangerous steps that may be taken, beside `start-time-to-live`. Default: none; they are left, and told. */
  readonly allow?: readonly Danger[];
}

/** What `ensureTable` did, in the sentences of a plan. */
export interface EnsuredTable {
  readonly done: readonly string[];
  /** Differences that stay: dangerous to remove, or of a setting that the engine does not have. */
  readonly left: readonly PlanLeft[];
  /** Settings of the model that could not be compared, and why. */
  readonly unknown: readonly string[];
}

const most = 3;

/**
 * Makes a table as its model says, for tests and development: creates it where it is missing, makes every change that is not
 * dangerous, and says what it did and what it left. Like `createTable` it puts time to live on. Settings that an engine for development does not have are left, too.
 * For a table with data that count, look at the plan of `planTable` first.
 *
 * Requests: those of `planTable` and `applyPlan`.
 *
 * @throws {TableError} `table-differs` where the table differs in what cannot be changed in place; what `applyPlan` throws.
 *
 * @example
 * const { done, left } = await ensureTable(client, taskTable);
 */
export function ensureTable(
  client: SdkClient,
  table: AnyTable,
  options: EnsureTableOptions = {},
): Promise<EnsuredTable> {
  const { allow = [], autoScaling, clientIn } = options;
  const clients: PlanClients = { client, autoScaling, clientIn };
  return run(client, table, options, async (run) => {
    const done: string[] = [];
    const refused = new Set<string>();
    const made = new Map<string, number>();
    const leave = ({ what, danger }: Pick<Move, "what" | "danger">): PlanLeft["reason"] | undefined =>
      danger !== undefined && danger.kind !== "start-time-to-live" && !allow.includes(danger.kind)
        ? danger.kind
        : refused.has(what)
          ? "not-supported"
          : undefined;
    for (;;) {
      const found = await describeTable(client, table, {
        ...options,
        name: run.name,
        signal: run.signal,
        timeoutMs: Number.POSITIVE_INFINITY,
      });
      const whole = planChanges(table, {
        name: run.name,
        found: found === undefined || found.status === "DELETING" ? undefined : stateOfDescription(found),
        hasRegions: clientIn !== undefined,
        unreadable: found?.unread.map(({ setting }) => setting) ?? [],
        leave,
      });
      // What the engine can do more than create a table is known when there is one.
      const plan: TablePlan = whole.found === undefined ? { ...whole, steps: whole.steps.slice(0, 1) } : whole;
      if (plan.cannot.length > 0) throw differs(plan);
      assertClients(
        plan.table,
        plan.steps.map(({ request }) => request),
        clients,
      );
      const { steps, refused: last, isStale } = await followPlan(run, clients, plan, isLacking);
      // A table that was made without something of its model is made.
      const step = last?.request.name === "CreateTable" ? undefined : last;
      if (step !== undefined) refused.add(step.what);
      for (const { what } of steps) {
        if (what === step?.what) continue;
        const times = (made.get(what) ?? 0) + 1;
        made.set(what, times);
        if (times === 1) done.push(what);
        // What does not last is undone by the engine, or by another program that wants it otherwise.
        else if (times === most) refused.add(what);
      }
      if (step === undefined && !isStale && plan.found !== undefined) {
        return { done: done.filter((what) => !refused.has(what)), left: plan.left, unknown: plan.unknown };
      }
    }
  });
}

/** Whether an engine for development has not what was asked for; the service itself never answers so. */
function isLacking(error: unknown): boolean {
  if (isNamed(error, "UnknownOperationException", "UnsupportedOperationException", "NotImplementedException")) {
    return true;
  }
  return (
    isNamed(error, "ValidationException") &&
    error instanceof Error &&
    /^Nothing to update$|^At least one of ProvisionedThroughput, /.test(error.message)
  );
}

function differs({ table, cannot }: TablePlan): TableError {
  return new TableError({
    code: "table-differs",
    table,
    differences: cannot.map(({ what }) => what),
    message: `The table '${table}' differs from its model in what cannot be changed in place:\n${cannot
      .map(({ what, instead }, i) => `  ${i + 1}. ${what}\n     ${instead}`)
      .join("\n")}`,
  });
}
