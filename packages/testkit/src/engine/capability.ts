import type { EngineProduct } from "./names.ts";

/**
 * Something that engines do differently. A test that needs one asks `engine.supports(...)`, so that it runs where its
 * answer can be trusted and nowhere else.
 *
 * - `transactions`: `TransactWriteItems` and `TransactGetItems`, with cancellation reasons.
 * - `partiql`: PartiQL statements.
 * - `streams`: a stream whose records can be read.
 * - `unchangedPutIsSilent`: a put that changes nothing leaves no stream record.
 * - `ttlDeletion`: expired items are deleted.
 * - `gradualIndexCreation`: a new global index is CREATING before it is ACTIVE.
 * - `pagesBehindFilter`: a page ends after 1 MB read, also when a filter drops what was read.
 * - `localIndexFetch`: a query of a local index reads from the table what it is asked for and does not project.
 * - `inLimit`: more than 100 operands of IN are refused.
 * - `expressionParser`: expressions are parsed by the parser of the service.
 * - `documentPaths`: an update refuses a path whose parent is not there, appends what is behind the end of a list, and takes
 *   all positions in lists from before it.
 * - `consumedCapacity`: consumed capacity is counted as the service counts it, transactions included.
 * - `multiAttributeIndexKeys`: global indexes with more than one partition or sort key attribute.
 * - `deletionProtection`: a protected table is not deleted.
 * - `tags`: tables carry tags.
 * - `backups`: on-demand backups, point-in-time recovery, export and import.
 * - `storePerAccessKey`: each access key and region has its own tables.
 * - `throttling`: requests over the provisioned throughput are throttled.
 * - `transactionConflicts`: concurrent transactions on one item conflict.
 */
export type Capability =
  | "transactions"
  | "partiql"
  | "streams"
  | "unchangedPutIsSilent"
  | "ttlDeletion"
  | "gradualIndexCreation"
  | "pagesBehindFilter"
  | "localIndexFetch"
  | "inLimit"
  | "expressionParser"
  | "documentPaths"
  | "consumedCapacity"
  | "multiAttributeIndexKeys"
  | "deletionProtection"
  | "tags"
  | "backups"
  | "storePerAccessKey"
  | "throttling"
  | "transactionConflicts";

type Declared = Readonly<Record<Capability, boolean>>;

const DYNOXIDE: Declared = {
  transactions: true,
  partiql: true,
  streams: true,
  unchangedPutIsSilent: false,
  ttlDeletion: false,
  gradualIndexCreation: false,
  pagesBehindFilter: true,
  localIndexFetch: false,
  inLimit: false,
  expressionParser: false,
  documentPaths: false,
  consumedCapacity: true,
  multiAttributeIndexKeys: false,
  deletionProtection: true,
  tags: true,
  backups: false,
  storePerAccessKey: false,
  throttling: false,
  transactionConflicts: false,
};

const DYNAMODB_LOCAL: Declared = {
  transactions: true,
  partiql: true,
  streams: true,
  unchangedPutIsSilent: true,
  ttlDeletion: true,
  gradualIndexCreation: true,
  pagesBehindFilter: false,
  localIndexFetch: true,
  inLimit: true,
  expressionParser: true,
  documentPaths: true,
  consumedCapacity: false,
  multiAttributeIndexKeys: false,
  deletionProtection: true,
  tags: false,
  backups: false,
  storePerAccessKey: true,
  throttling: false,
  transactionConflicts: false,
};

/** What the product at the endpoint is known to do; where nobody said which it is, what all of them do. */
export function capabilitiesOf(
  product: EngineProduct | undefined,
  version: string | undefined,
): ReadonlySet<Capability> {
  const names = Object.keys(DYNOXIDE) as Capability[];
  return new Set(
    names.filter((name) => {
      switch (product) {
        case "dynoxide":
          return DYNOXIDE[name];
        case "dynamodb-local":
          // Multi-attribute index keys came with DynamoDB Local 3.3.
          return DYNAMODB_LOCAL[name] || (name === "multiAttributeIndexKeys" && atLeast(version, 3, 3));
        case "aws":
          return name !== "storePerAccessKey";
        case undefined:
          return DYNOXIDE[name] && DYNAMODB_LOCAL[name];
        default:
          return product satisfies never;
      }
    }),
  );
}

function atLeast(version: string | undefined, major: number, minor: number): boolean {
  const match = /^(\d+)\.(\d+)/.exec(version ?? "");
  if (match === null) return false;
  const found = Number(match[1]);
  return found > major || (found === major && Number(match[2]) >= minor);
}
