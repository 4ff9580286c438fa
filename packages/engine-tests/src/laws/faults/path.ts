import type { Attempt, DynamoDBOperation, TestDynamoDB } from "@keywright/testkit";
import type { Database } from "keywright";

/** What the caller is told of an operation. */
export type Outcome = "done" | "refused" | "unknown";

/** What a path may be told where one attempt goes wrong, and where all do. */
interface Told {
  readonly one: Outcome;
  readonly all: Outcome;
}

/** A way to write or to read, and its law. */
export interface Path {
  /** The requests that go wrong. */
  readonly on: DynamoDBOperation;
  readonly when?: (attempt: Attempt) => boolean;
  /** What is stored before it, and after it was carried out. */
  readonly before: string;
  readonly after: string;
  /** How many requests are refused at first, as what they demand only shows what is stored. */
  readonly learns?: number;
  /** What else may be stored where it was not carried out, or may not have been. */
  readonly beside?: string;
  /** Where nothing is carried out and nothing says so. */
  readonly silent: Told;
  /** Where it is carried out and nothing says so. */
  readonly lost: Told;
  prepare?(db: Database, id: string): Promise<unknown>;
  /** Carries it out: what the caller is told of each of its operations. */
  act(db: Database, id: string, signal?: AbortSignal): Promise<readonly Outcome[]>;
  /** What is stored of each of them. */
  stored(db: Database, id: string, dynamodb: TestDynamoDB): Promise<readonly string[]>;
}

type Row = Pick<Path, "silent" | "lost">;

/** It recognises itself, or it may be carried out twice: only where no attempt is answered nothing is known. */
export const recognised: Row = {
  silent: { one: "done", all: "unknown" },
  lost: { one: "done", all: "unknown" },
};
/** It must not be carried out twice, and is not sent again. */
export const sentOnce: Row = {
  silent: { one: "unknown", all: "unknown" },
  lost: { one: "unknown", all: "unknown" },
};
/** It is sent again, and does not find what it expects where it had been carried out. */
export const notRecognised: Row = {
  silent: { one: "done", all: "unknown" },
  lost: { one: "unknown", all: "unknown" },
};
/** It reads what it has written, where no answer says so. */
export const readBack: Row = {
  silent: { one: "done", all: "unknown" },
  lost: { one: "done", all: "done" },
};
/** It changes nothing, so nothing is unknown. */
export const reads: Row = {
  silent: { one: "done", all: "refused" },
  lost: { one: "done", all: "refused" },
};
