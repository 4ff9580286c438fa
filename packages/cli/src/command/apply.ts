import { resolve } from "node:path";
import { type AppliedPlan, applyPlan, type Danger, formatPlan, planTable, type TablePlan } from "@keywright/tables";
import { confirm } from "../output/confirm.ts";
import { printJson } from "../output/json.ts";
import { createProgress } from "../output/progress.ts";
import { type ConnectedTables, withTables } from "../tables/connected-tables.ts";
import { dangersOf, readDangers } from "../tables/dangers.ts";
import { readPlans } from "../tables/plan-file.ts";
import { exitCodes } from "../world/exit-code.ts";
import type { Io } from "../world/io.ts";
import { Problem } from "../world/problem.ts";
import { type Command, command } from "./command.ts";
import { confirmOption, connectionOptions } from "./common-options.ts";

export const applyCommand: Command = command({
  name: "apply",
  summary: "Makes tables as their model says: creates and changes them step by step.",
  usage: "[table...]",
  details: [
    "Prints the plan, asks, takes its steps one by one, and waits after each until the table, its indexes and replicas are in use. It may be broken off: the same command goes on. Without names all tables of the model are made so.",
    "Dangerous steps, such as the deletion of an index, are asked for by their kind on a terminal, and need --allow elsewhere. --yes agrees to the others alone.",
  ],
  options: {
    ...connectionOptions,
    plan: {
      type: "text",
      value: "<file>",
      help: "apply what keywright plan --out wrote, as long as the tables have not changed since",
    },
    allow: { type: "list", value: "<kind>", help: "take dangerous steps of this kind; may be given more than once" },
    ...confirmOption,
  },
  examples: [
    {
      line: "apply --model src/model.ts --endpoint http://127.0.0.1:8000",
      says: "on an engine of this machine, without a question",
    },
    {
      line: "apply TaskApp --yes --allow delete-index",
      says: "in CI: one table, also where an index is deleted; the model stands in keywright.config.ts",
    },
    { line: "apply --plan plan.json --yes", says: "a plan that was reviewed" },
  ],
  exits: [
    [exitCodes.different, "done, and differences are left that no request removes"],
    [exitCodes.interrupted, "ended by the user; the service goes on with the step that it has begun"],
  ],
  run({ values, positionals }, context) {
    const { io } = context;
    const allowed = readDangers("--allow", values.allow);
    if (values.plan !== undefined && positionals.length > 0) {
      throw new Problem("--plan says which tables there are: name none, or leave --plan out.");
    }
    return withTables(values, positionals, context, async (connected) => {
      const plans =
        values.plan === undefined ? await planAll(connected, io) : await readPlans(resolve(io.cwd, values.plan));
      const pending = plans.filter(({ steps }) => steps.length > 0);
      const print = values.json ? io.err : io.out;
      print(plans.map(formatPlan).join("\n"));
      const allow = await agreed(pending, connected, io, { allowed, yes: values.yes === true });
      if (allow === undefined) return exitCodes.error;
      const applied: ({ readonly table: string } & AppliedPlan)[] = [];
      for (const plan of pending) applied.push({ table: plan.table, ...(await apply(plan, connected, io, allow)) });
      if (values.json) io.out(printJson(applied));
      else for (const { table, done, skipped } of applied) io.out(doneText(table, done, skipped));
      return plans.every(({ cannot }) => cannot.length === 0) ? exitCodes.ok : exitCodes.different;
    });
  },
});

async function planAll({ client, others, tables, nameOf }: ConnectedTables, io: Io): Promise<readonly TablePlan[]> {
  const plans: TablePlan[] = [];
  for (const table of tables) {
    plans.push(await planTable(client, table, { name: nameOf(table), signal: io.signal, ...others.options }));
  }
  return plans;
}

/** The kinds of dangerous steps that may be taken; nothing where the user says no. */
async function agreed(
  plans: readonly TablePlan[],
  { local, where }: ConnectedTables,
  io: Io,
  { allowed, yes }: { readonly allowed: readonly Danger[]; readonly yes: boolean },
): Promise<readonly Danger[] | undefined> {
  if (plans.length === 0) return allowed;
  const allow = [...allowed];
  for (const [kind, steps] of dangersOf(plans)) {
    if (allow.includes(kind)) continue;
    const what = `DANGER ${kind}: ${steps.join(" ")}`;
    if (!(await confirm(io, what, { agreed: false, flag: `--allow ${kind}` }))) return undefined;
    allow.push(kind);
  }
  const names = plans.map(({ table }) => table).join(", ");
  return (await confirm(io, `This changes ${names} in ${where}.`, { agreed: yes || local })) ? allow : undefined;
}

async function apply(
  plan: TablePlan,
  { client, others }: ConnectedTables,
  io: Io,
  allow: readonly Danger[],
): Promise<AppliedPlan> {
  const progress = createProgress(io);
  return applyPlan(client, plan, {
    allow,
    timeoutMs: Number.POSITIVE_INFINITY,
    signal: io.signal,
    ...others.options,
    onProgress({ table, index, step, status, done, of }) {
      const part = done !== undefined && of ? done / of : undefined;
      progress.update(part, `${table}${index === undefined ? "" : `/${index}`}: ${step} ${status}`);
    },
  }).finally(() => progress.end());
}

function doneText(table: string, done: readonly string[], skipped: readonly string[]): string {
  const before = skipped.map((what) => `  was done before: ${what}\n`).join("");
  return `${table}:\n${done.map((what) => `  ${what}\n`).join("")}${before}`;
}
