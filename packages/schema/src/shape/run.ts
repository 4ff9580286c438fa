import * as core from "zod/v4/core";
import type { Issue } from "../error/issue.ts";
import type { Path } from "../error/path.ts";
import { zodSchema } from "./internals.ts";
import { toIssues } from "./run-issue.ts";
import type { SchemaLike } from "./schema-like.ts";

/** What became of a value on its way through a schema. */
export type RunResult =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly issues: readonly Issue[] };

// A context is made anew for each run: zod keeps what it knows of cyclic values in it.
const backward = (): core.ParseContextInternal => ({ async: false, direction: "backward" });
const forward = (): core.ParseContextInternal => ({ async: false, direction: "forward" });
const unchecked = (): core.ParseContextInternal => ({ async: false, direction: "forward", skipChecks: true });

/** Program side to stored side, with all checks: zod's own `encode`. */
export function runEncode(schema: SchemaLike, value: unknown, path: Path): RunResult {
  return run(schema, value, backward, path);
}

/** Stored side to program side: zod's own `decode`; without `checks` only what gives the value its type. */
export function runDecode(schema: SchemaLike, value: unknown, path: Path, checks: boolean): RunResult {
  return run(schema, value, checks ? forward : unchecked, path);
}

/** What a defaulted schema has for an absent value, on the program side; `undefined` if it has nothing. */
export function defaultOf(schema: SchemaLike): unknown {
  if (zodSchema(schema)._zod.optin !== "defaulted") return undefined;
  const result = runDecode(schema, undefined, [], true);
  return result.ok ? result.value : undefined;
}

function run(schema: SchemaLike, value: unknown, context: () => core.ParseContextInternal, path: Path): RunResult {
  const again = (option: SchemaLike, input: unknown): readonly core.$ZodRawIssue[] => {
    const result = zodSchema(option)._zod.run({ value: input, issues: [] }, context());
    return result instanceof Promise ? [] : result.issues;
  };
  try {
    const result = zodSchema(schema)._zod.run({ value, issues: [] }, context());
    if (result instanceof Promise) {
      // Its outcome is of no use, but a rejection nobody waits for would end the process.
      result.catch(() => undefined);
      return asynchronous(path);
    }
    if (result.issues.length === 0) return { ok: true, value: result.value };
    return { ok: false, issues: toIssues(result.issues, path, again) };
  } catch (error) {
    if (
      error instanceof core.$ZodAsyncError ||
      (error instanceof Error && error.constructor.name === "$ZodAsyncError")
    ) {
      return asynchronous(path);
    }
    // What a check or codec throws may quote the value: name its kind only.
    const kind = error instanceof Error ? error.name : typeof error;
    const message = `A check or codec of the schema threw a ${kind}: make it add an issue instead (ctx.issues.push(...))`;
    return { ok: false, issues: [{ path, code: "thrown", message }] };
  }
}

function asynchronous(path: Path): RunResult {
  const message =
    "A check or transform of the schema is asynchronous, and reading and writing items is not: await it before you write, and make the check a plain function";
  return { ok: false, issues: [{ path, code: "asynchronous", message }] };
}

/** Whether a schema has checks of its own, beside what gives a value its type. */
export function hasChecks(schema: SchemaLike): boolean {
  const { def, traits } = zodSchema(schema)._zod;
  return (def.checks?.length ?? 0) > 0 || traits.has("$ZodCheck");
}

/**
 * The checks of a schema, not of what is in it, for values of the right type; `undefined` where it has none. They give the
 * value, which a check may have changed, or `fail` where one does not pass or waits.
 */
export function compileChecks<F>(schema: SchemaLike, fail: F): ((value: unknown) => unknown) | undefined {
  if (!hasChecks(schema)) return undefined;
  const { def, traits } = zodSchema(schema)._zod;
  // A format such as `z.int()` is schema and check at once; the types tell that by the class alone, which may be of another copy of zod.
  const own = traits.has("$ZodCheck") ? [schema as unknown as core.$ZodCheck<never>] : [];
  const checks = [...own, ...(def.checks ?? [])].map(({ _zod }) => ({ internals: _zod, when: _zod.def.when }));
  return (value) => {
    const payload: core.ParsePayload<never> = { value: value as never, issues: [] };
    for (const { internals, when } of checks) {
      if (when && !when(payload)) continue;
      const waits = internals.check(payload);
      if (waits instanceof Promise) {
        waits.catch(() => undefined);
        return fail;
      }
      if (payload.issues.length > 0) return fail;
    }
    return payload.value;
  };
}
