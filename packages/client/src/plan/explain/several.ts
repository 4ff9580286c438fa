import type { ExplainedCapacity, ExplainedRequest, Explanation } from "../../operation/explanation.ts";
import { summaryOf } from "./summary.ts";

type Part = Omit<Explanation, "summary">;

/** The explanation of operations that are sent together: what they consume in sum, and what is to be said of any of them. */
export function explainSeveral(
  title: string,
  parts: readonly Part[],
  requests: readonly ExplainedRequest[],
  basis: readonly string[] = [],
): Explanation {
  const explained: Part = {
    requests,
    table: [...new Set(parts.map(({ table }) => table))].join(", "),
    key: parts.flatMap(({ key }) => (key.length === 0 ? [] : [key.join(" and ")])),
    capacity: sumOf(
      parts.map(({ capacity }) => capacity),
      basis,
    ),
    warnings: distinct(parts.flatMap(({ warnings }) => warnings)),
  };
  return { summary: summaryOf(title, explained), ...explained };
}

function sumOf(parts: readonly ExplainedCapacity[], basis: readonly string[]): ExplainedCapacity {
  const indexes: Record<string, number> = {};
  for (const part of parts) {
    for (const [name, units] of Object.entries(part.indexes)) indexes[name] = (indexes[name] ?? 0) + units;
  }
  const sum = (of: (part: ExplainedCapacity) => number): number => parts.reduce((total, part) => total + of(part), 0);
  return {
    read: sum(({ read }) => read),
    write: sum(({ write }) => write),
    table: sum(({ table }) => table),
    indexes,
    exact: parts.every(({ exact }) => exact),
    basis: [...basis, ...new Set(parts.flatMap((part) => part.basis))],
  };
}

function distinct<T extends { readonly code: string; readonly message: string }>(warnings: readonly T[]): readonly T[] {
  return [...new Map(warnings.map((warning) => [`${warning.code} ${warning.message}`, warning])).values()];
}
