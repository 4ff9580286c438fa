import { TestkitError } from "../error/testkit-error.ts";
import type { Attempt } from "../network/attempt.ts";
import { verbOf } from "../network/operation.ts";
import type { RecordedRequest } from "./log.ts";

/** A request while it is recorded. */
export interface Entry {
  readonly number: number;
  /** Of `performance.now()`. */
  readonly start: number;
  readonly request: { -readonly [P in keyof RecordedRequest]: RecordedRequest[P] };
  /** Lets go of the request's body. */
  forget(): void;
}

export function createEntry(number: number, first: Attempt): Entry {
  const { operation, invocation } = first;
  let kept: Attempt | undefined = first;
  let tableNames: readonly string[] | undefined;
  return {
    number,
    start: performance.now(),
    request: {
      operation,
      verb: verbOf(operation),
      // A body is parsed when somebody asks.
      get input() {
        if (kept === undefined) throw forgotten();
        return kept.input;
      },
      get tableNames() {
        tableNames ??= kept?.tableNames ?? [];
        return tableNames;
      },
      invocation,
      attempts: 0,
      status: undefined,
      error: undefined,
      capacity: undefined,
      milliseconds: undefined,
    },
    forget() {
      tableNames ??= kept?.tableNames ?? [];
      kept = undefined;
    },
  };
}

function forgotten(): TestkitError {
  return new TestkitError({
    code: "request-forgotten",
    message:
      "The body of this request is no longer kept, because those of later requests are larger than 64 MB together. Call `requests.clear()` before the requests that the test is about.",
  });
}
