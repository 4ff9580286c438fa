import type { ExplainedCapacity, Explanation } from "../../operation/explanation.ts";

/** An explanation as text: one fact a line. */
export function summaryOf(title: string, explanation: Omit<Explanation, "summary">): string {
  const { requests, table, index, key, capacity, warnings } = explanation;
  const names = requests.map(({ request }) => request).join(", ") || "no request";
  const lines = [
    `${title}: ${names} on ${index === undefined ? table : `${index} of ${table}`}`,
    ...(key.length === 0 ? [] : [`  key: ${key.join(", ")}`]),
    `  capacity: ${capacityText(capacity)}`,
    ...capacity.basis.map((text) => `    from: ${text}`),
    ...warnings.map(({ code, message }) => `  warning ${code}: ${message}`),
  ];
  return lines.join("\n");
}

function capacityText(capacity: ExplainedCapacity): string {
  const { read, write, table, indexes, whenConditionFails, exact } = capacity;
  const units = [read > 0 ? `${read} read` : "", write > 0 ? `${write} write` : ""].filter((text) => text !== "");
  const total = units.length === 0 ? "none" : units.join(", ");
  const parts = [
    ...(table > 0 ? [`table ${table}`] : []),
    ...Object.entries(indexes).map(([name, n]) => `${name} ${n}`),
  ];
  const failed = whenConditionFails === undefined ? "" : `; ${whenConditionFails} where the condition fails`;
  return `${exact ? "" : "about "}${total}${parts.length > 1 ? ` (${parts.join(", ")})` : ""}${failed}`;
}
