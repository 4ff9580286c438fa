import * as core from "zod/v4/core";
import type { Issue } from "../error/issue.ts";
import type { Path } from "../error/path.ts";
import type { SchemaLike } from "./schema-like.ts";

type Again = (option: SchemaLike, input: unknown) => readonly core.$ZodRawIssue[];

/** Turns zod's issues into ours: full paths, zod's messages, no values, and the reasons of a union where one option is meant. */
export function toIssues(raw: readonly core.$ZodRawIssue[], path: Path, again: Again): Issue[] {
  return raw.flatMap((issue) => {
    const at = [...path, ...(issue.path ?? []).map((step) => (typeof step === "symbol" ? String(step) : step))];
    if (issue.code === "invalid_union") {
      const meant = meantOption(issue, again);
      if (meant) return toIssues(meant, at, again);
    }
    return [{ path: at, code: issue.code ?? "custom", message: messageOf(issue) }];
  });
}

// An option is meant if it is the only one whose complaints all lie inside of the value, not at the value itself.
function meantOption(issue: core.$ZodRawIssue, again: Again): readonly core.$ZodRawIssue[] | undefined {
  const options = unionOptions(issue.inst);
  const meant = options
    .map((option) => again(option, issue.input))
    .filter((issues) => issues.length > 0 && issues.every(({ path }) => path !== undefined && path.length > 0));
  return meant.length === 1 ? meant[0] : undefined;
}

function unionOptions(schema: unknown): readonly core.$ZodType[] {
  const def = (schema as core.$ZodUnion | undefined)?._zod.def;
  return def?.type === "union" ? def.options : [];
}

function messageOf(issue: core.$ZodRawIssue): string {
  // Messages are made from the issue, also by the functions of users: what they must not print is taken out first.
  const bare = { ...issue, input: standIn(issue.input) } as core.$ZodRawIssue;
  // The seam: a schema that finds this issue and no other, so that zod says what it says of it. Its function for that is in a
  // namespace of utilities, which bundlers keep whole.
  const schema = { _zod: { run: () => ({ value: undefined, issues: [bare] }) } } as unknown as core.$ZodType;
  return core.safeParse(schema, undefined).error?.issues[0]?.message ?? "Invalid input";
}

/** A value of the same type that says nothing of the original, so that "received number" stays right. */
function standIn(value: unknown): unknown {
  switch (typeof value) {
    case "string":
      return "";
    case "number":
      return Number.isFinite(value) ? 0 : value;
    case "bigint":
      return 0n;
    case "boolean":
      return false;
    case "object":
      if (value === null) return null;
      if (Array.isArray(value)) return [];
      if (value instanceof Date) return Number.isNaN(value.getTime()) ? value : new Date(0);
      if (value instanceof Set) return new Set();
      if (value instanceof Map) return new Map();
      return Object.getPrototypeOf(value) === null ? {} : Object.create(Object.getPrototypeOf(value));
    default:
      return typeof value === "function" ? () => undefined : undefined;
  }
}
