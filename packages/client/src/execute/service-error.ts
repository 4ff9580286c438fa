import type { WireItem } from "@keywright/schema";
import { IndexBackfillingError } from "../error/index-backfilling-error.ts";
import { ThrottledError, type ThrottlingReason } from "../error/throttled-error.ts";
import { type CancellationReason, TransactionCanceledError } from "../error/transaction-canceled-error.ts";

interface ServiceError {
  readonly name: string;
}

function isNamed(error: unknown): error is ServiceError {
  return typeof error === "object" && error !== null && "name" in error && typeof error.name === "string";
}

const throttling: ReadonlySet<string> = new Set([
  "ProvisionedThroughputExceededException",
  "ThrottlingException",
  "RequestLimitExceeded",
]);

/** Turns what has reasons worth reading into an error of the library; other errors of the SDK pass as they are. */
export function classify(error: unknown, subject: string): unknown {
  if (!isNamed(error)) return error;
  if (throttling.has(error.name)) {
    return new ThrottledError({ subject, reasons: throttlingReasons(error), cause: error });
  }
  if (error.name === "TransactionCanceledException") {
    return new TransactionCanceledError({ subject, reasons: cancellationReasons(error), cause: error });
  }
  if (error.name === "ValidationException" && isAboutBackfilling(error)) {
    return new IndexBackfillingError({ subject, cause: error });
  }
  return error;
}

// The service has no exception of its own for this.
function isAboutBackfilling(error: object): boolean {
  const message = property(error, "message");
  return typeof message === "string" && /\bbackfilling\b/i.test(message);
}

function cancellationReasons(error: object): readonly (CancellationReason | undefined)[] {
  return storedReasons(error).map((reason, i) => reason && { operation: String(i), code: reason.code });
}

/** Why one action of a transaction was not carried out. */
export interface StoredReason {
  readonly code: string;
  /** The item that its condition was false for. */
  readonly stored: WireItem | undefined;
}

/** The reasons of a canceled transaction, of each action in turn; `undefined` where the error is another one, or gives none. */
export function cancellation(error: unknown): readonly (StoredReason | undefined)[] | undefined {
  const thrown = TransactionCanceledError.isInstance(error) ? error.cause : error;
  if (!isNamed(thrown) || thrown.name !== "TransactionCanceledException") return undefined;
  const reasons = storedReasons(thrown);
  return reasons.some((reason) => reason !== undefined) ? reasons : undefined;
}

function storedReasons(error: object): readonly (StoredReason | undefined)[] {
  const found = property(error, "CancellationReasons");
  if (!Array.isArray(found)) return [];
  return found.map((entry: { readonly Code?: string }) =>
    entry.Code === undefined || entry.Code === "None" ? undefined : { code: entry.Code, stored: itemOf(entry) },
  );
}

// The service spells the property in two ways, depending on the exception.
function throttlingReasons(error: object): readonly ThrottlingReason[] {
  const found = property(error, "ThrottlingReasons") ?? property(error, "throttlingReasons");
  if (!Array.isArray(found)) return [];
  return found.map((entry: { readonly reason?: string; readonly resource?: string }) => ({
    reason: entry.reason ?? "unknown",
    resource: entry.resource ?? "unknown",
  }));
}

/** A condition was false: what was stored then, if anything. */
export interface FailedCondition {
  /** The position of the action in its transaction; 0 outside of transactions. */
  readonly action: number;
  readonly stored: WireItem | undefined;
}

/** Reads the failed condition out of an SDK error; `undefined` where the error is another one. */
export function failedCondition(error: unknown): FailedCondition | undefined {
  if (!isNamed(error)) return undefined;
  if (error.name === "ConditionalCheckFailedException") return { action: 0, stored: itemOf(error) };
  if (error.name !== "TransactionCanceledException") return undefined;
  const reasons = property(error, "CancellationReasons");
  if (!Array.isArray(reasons)) return undefined;
  const action = reasons.findIndex((reason: { readonly Code?: string }) => reason.Code === "ConditionalCheckFailed");
  return action < 0 ? undefined : { action, stored: itemOf(reasons[action]) };
}

function itemOf(holder: object): WireItem | undefined {
  const item = property(holder, "Item");
  // The SDK gives the item in its wire form, from a document client too.
  return typeof item === "object" && item !== null ? (item as WireItem) : undefined;
}

function property(value: object, name: string): unknown {
  return name in value ? value[name as keyof typeof value] : undefined;
}
