import { AssertionError } from "node:assert";
import type { RecordedRequest } from "./log.ts";

interface Difference {
  readonly message: string;
  readonly requests: readonly RecordedRequest[];
  readonly actual: unknown;
  readonly expected: unknown;
}

/** The error of an assertion on requests: test runners show how `actual` and `expected` differ. */
export function unlike({ message, requests, actual, expected }: Difference): AssertionError {
  return new AssertionError({ message: `${message}\n${listed(requests)}`, actual, expected });
}

const longest = 40;

/** One line for each request, without values of items. */
function listed(requests: readonly RecordedRequest[]): string {
  if (requests.length === 0) return "No request was sent.";
  const lines = requests.slice(0, longest).map((request, i) => `${i + 1}. ${describeRequest(request)}`);
  if (requests.length > longest) lines.push(`... and ${requests.length - longest} more`);
  return `These requests were sent:\n${lines.join("\n")}`;
}

/** A request in a line: what it does to which table, and what became of it. */
export function describeRequest({ operation, tableNames, input, attempts, error, capacity }: RecordedRequest): string {
  const index = typeof input.IndexName === "string" ? ` by ${input.IndexName}` : "";
  const limit = typeof input.Limit === "number" ? `, Limit ${input.Limit}` : "";
  const units = capacity && (capacity.read > 0 || capacity.write > 0) ? `, ${describeCapacity(capacity)}` : "";
  const tries = attempts > 1 ? `, ${attempts} attempts` : "";
  return `${operation} ${tableNames.join(", ")}${index}${limit}${units}${tries}${error ? `, ${error}` : ""}`;
}

function describeCapacity({ read, write }: { readonly read: number; readonly write: number }): string {
  const parts = [...(read > 0 ? [`${read} read`] : []), ...(write > 0 ? [`${write} write`] : [])];
  return `${parts.join(" and ")} ${read + write === 1 ? "unit" : "units"}`;
}
