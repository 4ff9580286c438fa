import type { TablePlan } from "./table-plan.ts";

/**
 * A plan as text, for people: `+` makes something, `~` changes it, `-` takes it away, `!` is a difference that no request
 * removes, `?` one that is not known.
 *
 * @example
 * console.log(formatPlan(await planTable(client, taskTable)));
 */
export function formatPlan(plan: TablePlan): string {
  const { steps, cannot, left, unknown } = plan;
  const lines = [`Table '${plan.table}' (state ${plan.hash})`];
  const width = String(steps.length).length;
  for (const [i, step] of steps.entries()) {
    lines.push("", `  ${step.sign} ${String(i + 1).padStart(width)}. ${step.what}`, `      because ${step.why}`);
    const { region } = "region" in step.request ? step.request : {};
    lines.push(`      ${step.request.name}${region === undefined ? "" : ` in ${region}`}; then until ${step.waits}`);
    if (step.danger !== undefined) lines.push(`      DANGER ${step.danger.kind}: ${step.danger.why}`);
  }
  for (const { what, instead } of cannot) lines.push("", `  ! ${what}`, `      ${instead}`);
  for (const { what, reason } of left) lines.push("", `  . ${what}`, `      left as it is (${reason})`);
  for (const sentence of unknown) lines.push("", `  ? ${sentence}`);
  lines.push("", summary(plan));
  return `${lines.join("\n")}\n`;
}

function summary({ steps, cannot, left, unknown }: TablePlan): string {
  const count = (sign: string): number => steps.filter((step) => step.sign === sign).length;
  const dangerous = steps.filter(({ danger }) => danger !== undefined).length;
  const more = [
    ...(dangerous > 0 ? [`${dangerous} dangerous`] : []),
    ...(cannot.length > 0 ? [`${cannot.length} that cannot be changed in place`] : []),
    ...(left.length > 0 ? [`${left.length} left`] : []),
    ...(unknown.length > 0 ? [`${unknown.length} unknown`] : []),
  ];
  const tail = more.length === 0 ? "." : `; ${more.join(", ")}.`;
  if (steps.length === 0) return `Nothing to do${tail}`;
  return `Plan: ${count("+")} to create, ${count("~")} to change, ${count("-")} to delete${tail}`;
}
