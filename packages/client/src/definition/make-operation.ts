import { NotSentError } from "../error/not-sent-error.ts";
import type { Description } from "../operation/description.ts";
import type { ExplainOptions } from "../operation/explanation.ts";
import type { Operation } from "../operation/operation.ts";
import type { RequestOptions } from "../operation/request.ts";
import { tableNames } from "../plan/context.ts";
import { explainOperation } from "../plan/explain/explain.ts";
import { inputOf } from "../plan/request-input.ts";
import { randomMark } from "../plan/write-mark.ts";

/** Wraps a description into an operation. */
export function makeOperation(description: Description): Operation<unknown> {
  const operation = {
    "~operation": Object.freeze(description),
    toRequest: (options: RequestOptions = {}) =>
      inputOf(description, {
        ...tableNames(options.tables),
        now: options.now ?? new Date(),
        writeMark: () => options.writeMark ?? randomMark(),
        returnCapacity: "NONE",
        readMode: "structural",
        cursorSecret: undefined,
      }),
    explain: (options: ExplainOptions = {}) => explainOperation(description, options),
  };
  // Awaiting calls `then` with two functions; an exception in it rejects.
  const trap = {
    value(): never {
      const { model, verb } = description;
      throw new NotSentError({ subject: model === undefined ? verb : `${model.name}.${verb}` });
    },
  };
  // biome-ignore lint/suspicious/noThenProperty: that is the trap
  Object.defineProperty(operation, "then", trap); // oxlint-disable-line unicorn/no-thenable
  return Object.freeze(operation) as Operation<unknown>;
}
