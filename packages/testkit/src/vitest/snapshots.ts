import type { RequestLog } from "../record/log.ts";
import { requestSnapshot } from "../record/snapshot.ts";

function isRequestLog(value: unknown): value is RequestLog {
  return typeof value === "object" && value !== null && "~context" in value && "counts" in value;
}

/** Prints recorded requests in snapshots as `requestSnapshot` does, so that `toMatchSnapshot()` takes them. */
export const requestSerializer: {
  readonly test: (value: unknown) => boolean;
  readonly serialize: (value: RequestLog) => string;
} = { test: isRequestLog, serialize: (log) => requestSnapshot(log).trimEnd() };
