import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Database } from "keywright";
import type { Report } from "../report/report.ts";

/** What every step works with. */
export interface Context {
  readonly client: DynamoDBClient;
  readonly db: Database;
  readonly report: Report;
  /** Moves the clock that the library reads. */
  advance(days: number): void;
}

/** The error that a call must fail with; fails itself where the call succeeds. */
export async function errorOf(call: Promise<unknown>): Promise<unknown> {
  try {
    await call;
  } catch (error) {
    return error;
  }
  throw new Error("a call succeeded that should have failed");
}
