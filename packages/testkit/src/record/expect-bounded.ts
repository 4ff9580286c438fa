import { isObject, type JsonObject } from "../network/attempt.ts";
import type { RecordContext, RecordedRequest } from "./log.ts";
import { logOf, type RequestSource } from "./source.ts";
import { describeRequest, unlike } from "./unlike.ts";

export interface BoundedOptions {
  /**
   * Whether `begins_with` on a sort key is a bound. It is not by default: Keywright finds the items of an entity in a partition
   * by the beginning of their sort keys, and there may be any number of them.
   */
  readonly prefixes?: boolean;
}

/**
 * Checks that every query and scan was bounded: by `Limit`, or, for queries, by a value or a range of the sort key. Without
 * either a request reads up to 1 MB of whatever there is, more each month. A page that goes on behind a cursor is judged as
 * the others are. Keywright sends `limit` as `Limit` where all that is read is found; in a scan, and behind a filter, of
 * expired items for instance, it takes `pageSize` to bound what is read.
 *
 * @throws {AssertionError} which lists the requests without a bound
 * @throws {TestkitError} `requests-not-recorded`
 *
 * @example
 * await db.send(Task.query({ userId: "u1" }, { limit: 20 }));
 * expectBoundedQueries(db);
 */
export function expectBoundedQueries(source: RequestSource, { prefixes = false }: BoundedOptions = {}): void {
  const log = logOf(source);
  const unbounded = log.all.filter((request) => !isBounded(request, log["~context"], prefixes));
  if (unbounded.length === 0) return;
  const prefixed = unbounded.some(({ input }) => conditionsOn(input).prefix) && !prefixes;
  const filtered = unbounded.some(
    ({ operation, input }) => operation === "Scan" || input.FilterExpression !== undefined,
  );
  const hints = [
    ...(prefixed ? ["A beginning of the sort key is no bound, unless the assertion says { prefixes: true }."] : []),
    ...(filtered ? ["Of a scan, and behind a filter, `limit` says what is found, and `pageSize` what is read."] : []),
  ];
  throw unlike({
    message: [
      "Expected a limit, or a value or range of the sort key, on each query and scan.",
      ...hints,
      `Without: ${unbounded.map(describeRequest).join("; ")}.`,
    ].join(" "),
    requests: log.all,
    actual: unbounded.map(describeRequest),
    expected: [],
  });
}

function isBounded({ operation, input }: RecordedRequest, context: RecordContext, prefixes: boolean): boolean {
  if (operation !== "Query" && operation !== "Scan") return true;
  if (typeof input.Limit === "number") return true;
  if (operation === "Scan") return false;
  const { equal, range, prefix } = conditionsOn(input);
  return range || (prefix && prefixes) || equal > partitionKeys(input, context);
}

interface KeyConditions {
  /** How many attributes are given by value. */
  readonly equal: number;
  readonly range: boolean;
  readonly prefix: boolean;
}

function conditionsOn({ KeyConditionExpression: text, KeyConditions: legacy }: JsonObject): KeyConditions {
  if (typeof text === "string") {
    const comparators = text.match(/[<>=]+/g) ?? [];
    return {
      equal: comparators.filter((comparator) => comparator === "=").length,
      range: comparators.some((comparator) => comparator !== "=") || /\bbetween\b/i.test(text),
      prefix: /\bbegins_with\s*\(/i.test(text),
    };
  }
  const operators = Object.values(isObject(legacy) ? legacy : {}).flatMap((condition) =>
    isObject(condition) && typeof condition.ComparisonOperator === "string" ? [condition.ComparisonOperator] : [],
  );
  return {
    equal: operators.filter((operator) => operator === "EQ").length,
    range: operators.some((operator) => operator !== "EQ" && operator !== "BEGINS_WITH"),
    prefix: operators.includes("BEGINS_WITH"),
  };
}

/** How many attributes the partition key has: more than one in some global indexes. */
function partitionKeys({ TableName, IndexName }: JsonObject, { tables }: RecordContext): number {
  if (typeof TableName !== "string" || typeof IndexName !== "string") return 1;
  return tables.get(TableName)?.model.indexes.get(IndexName)?.partitionKeys.length ?? 1;
}
