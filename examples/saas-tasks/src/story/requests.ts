import type { RequestEvent } from "keywright";

/** Requests in one line, like ones counted together: `GetItem Project, 8 x Query Task byDueDate`. */
export function describeRequests(requests: readonly RequestEvent[]): string {
  const counts = new Map<string, number>();
  for (const request of requests) {
    const name = nameOf(request);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return Array.from(counts, ([name, count]) => (count === 1 ? name : `${count} x ${name}`)).join(", ");
}

function nameOf({ request, entity, input }: RequestEvent): string {
  const index = "IndexName" in input ? [String(input.IndexName)] : [];
  return [request, entity, ...index].join(" ");
}
