import type { AnyTable, SdkClient, TableSettings } from "keywright";
import { applyPlan } from "../apply/apply-plan.ts";
import { TableError } from "../error/table-error.ts";
import { planTable } from "../plan/plan-table.ts";
import type { Danger, PlanLeft, PlanObstacle } from "../plan/table-plan.ts";
import type { Run } from "../run/run.ts";
import type { BackupOptions } from "./backup-options.ts";

/** What a new table need not get from its model. */
export type LeftOut = keyof TableSettings | "timeToLive" | "stream";

export interface ReapplyOptions {
  /**
   * What of the model the new table does not get. Think of `timeToLive`, which deletes what has expired since, `kinesis`, `stream`
   * and `replicas`. Default: nothing is left out.
   */
  readonly without?: readonly LeftOut[];
  /** Kinds of dangerous steps that may be taken. Default: none. */
  readonly allow?: readonly Danger[];
  /** A client of Application Auto Scaling in the table's Region. Needed where the model has capacity that follows the use. */
  readonly autoScaling?: SdkClient;
  /** Clients of DynamoDB in other Regions: for what replicas have of their own. */
  readonly clientIn?: (region: string) => SdkClient;
}

/** What a new table got from its model, in the sentences of a plan. */
export interface Reapplied {
  /** The name of the new table in the service. */
  readonly table: string;
  readonly done: readonly string[];
  /** Differences that stay because it is dangerous to remove them. */
  readonly left: readonly PlanLeft[];
  /** Differences that no request removes. */
  readonly cannot: readonly PlanObstacle[];
  /** Settings that could not be read, and why. */
  readonly unknown: readonly string[];
}

/** Gives a table that has just been made what it lacks of its model. */
export async function reapply(
  client: SdkClient,
  table: AnyTable,
  run: Run,
  options: ReapplyOptions & BackupOptions,
): Promise<Reapplied> {
  const { without = [], allow = [], autoScaling, clientIn, onProgress, poll } = options;
  const wanted = reduced(table, without);
  const clients = { ...(autoScaling && { autoScaling }), ...(clientIn && { clientIn }) };
  const common = {
    ...clients,
    ...(onProgress && { onProgress }),
    ...(poll && { poll }),
    signal: run.signal,
    timeoutMs: Number.POSITIVE_INFINITY,
  };
  const planned = { ...common, name: run.name };
  const first = await planTable(client, wanted, planned);
  const dangers = first.steps.flatMap(({ danger }) => (danger && !allow.includes(danger.kind) ? [danger.kind] : []));
  const plan = dangers.length === 0 ? first : await planTable(client, wanted, { ...planned, leave: dangers });
  const { done, cannot } = await applyPlan(client, plan, { ...common, allow });
  return { table: run.name, done, left: plan.left, cannot, unknown: plan.unknown };
}

/**
 * Fails before hours are spent on a table whose settings cannot be brought back.
 *
 * @throws {TableError} `client-missing`
 */
export function assertReapplicable(name: string, table: AnyTable, options: ReapplyOptions): void {
  const { billing, indexes = {} } = reduced(table, options.without ?? []).model.settings ?? {};
  if (options.autoScaling !== undefined || billing?.mode !== "provisioned") return;
  const units = [billing, ...Object.values(indexes)].flatMap((own) => [own?.read, own?.write]);
  if (!units.some((own) => typeof own === "object")) return;
  throw new TableError({
    code: "client-missing",
    table: name,
    message: `The capacity of the table '${table.model.name}' follows the use, which a new table has to be given by Application Auto Scaling. Give its client as the option autoScaling, or write without: ["billing", "indexes"].`,
  });
}

/** The table without some of its settings. What a model does not name is left as it is. */
export function reduced(table: AnyTable, without: readonly LeftOut[]): AnyTable {
  const { settings, ...model } = table.model;
  const kept = <T extends object>(value: T): T =>
    Object.fromEntries(Object.entries(value).filter(([name]) => !(without as readonly string[]).includes(name))) as T;
  // Of the model only these: its keys and indexes, and how replicas agree, are not for choice.
  const { timeToLive, stream, ...rest } = model;
  return {
    ...table,
    model: {
      ...rest,
      ...kept({ ...(timeToLive !== undefined && { timeToLive }), ...(stream !== undefined && { stream }) }),
      ...(settings && { settings: kept(settings) }),
    },
  };
}
