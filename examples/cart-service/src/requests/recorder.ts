import type { Observer, RequestEvent } from "keywright";

/** Remembers the requests that a connection makes. */
export interface Recorder {
  readonly observe: Observer;
  /** The requests since the last call. */
  take(): readonly RequestEvent[];
}

export function createRecorder(): Recorder {
  let requests: RequestEvent[] = [];
  return {
    observe: (event) => {
      requests.push(event);
    },
    take: () => {
      const taken = requests;
      requests = [];
      return taken;
    },
  };
}

/** A request in a word or two, with the index that it goes through: `Query Order idx_local_amount`. */
export function nameOf({ request, entity, input }: RequestEvent): string {
  const index = "IndexName" in input ? [String(input.IndexName)] : [];
  return [request, entity, ...index].join(" ");
}

/** Whether a request reads or writes by key: one item, or the items of one partition. */
export function isByKey({ request, input }: RequestEvent): boolean {
  return request === "Query" ? "KeyConditionExpression" in input : byKey.has(request);
}

const byKey: ReadonlySet<string> = new Set(["GetItem", "PutItem", "UpdateItem", "DeleteItem"]);
