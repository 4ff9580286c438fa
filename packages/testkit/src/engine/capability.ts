import type { EngineProduct } from "./names.ts";

/**
 * Something that engines do differently. A test that cannot do without calls `engine.require(...)`; one that can asks
 * `engine.supports(...)`. What each means is in `docs/engines.md`, and in the error of `require`.
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
  | "nullInPrefix"
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

/** A text is the version since which an engine does it. */
type Support = boolean | `${number}.${number}`;

interface Declaration {
  /** What an engine with the capability does. */
  readonly means: string;
  readonly dynoxide: Support;
  readonly "dynamodb-local": Support;
  readonly aws: Support;
}

/**
 * What each engine is declared to do: what a capability means, and whether Dynoxide, DynamoDB Local and the service have it
 * (a text is the first version that has it). `engine.supports(...)` answers from this for the engine at hand.
 *
 * @example
 * console.log(DECLARED_CAPABILITIES.ttlDeletion.means); // expired items are deleted
 */
export const DECLARED: Readonly<Record<Capability, Declaration>> = {
  transactions: all("transactional writes and reads, with cancellation reasons"),
  partiql: all("PartiQL statements"),
  streams: all("a stream whose records can be read"),
  unchangedPutIsSilent: local("a put that changes nothing leaves no stream record"),
  ttlDeletion: local("expired items are deleted"),
  gradualIndexCreation: local("a new global index is CREATING before it is ACTIVE"),
  pagesBehindFilter: dynoxide("a page ends after 1 MB read, also when a filter drops what was read"),
  localIndexFetch: local("a query of a local index reads from the table what it is asked for and does not project"),
  nullInPrefix: local(
    "a query whose sort key begins with a text finds just those keys, also where the text has U+0000 in it",
  ),
  inLimit: local("more than 100 operands of IN are refused"),
  expressionParser: local("expressions are parsed by the parser of the service"),
  documentPaths: local(
    "an update refuses a path whose parent is not there, appends behind the end of a list, and takes list positions from before it",
  ),
  consumedCapacity: dynoxide("consumed capacity is counted as the service counts it, transactions included"),
  multiAttributeIndexKeys: local("global indexes with several partition or sort key attributes", "3.3"),
  deletionProtection: all("a protected table is not deleted"),
  tags: dynoxide("tables carry tags"),
  backups: none("backups, point-in-time recovery, export, import"),
  storePerAccessKey: { ...local("each access key and region has its own tables"), aws: false },
  throttling: none("requests over the provisioned throughput are throttled"),
  transactionConflicts: none("concurrent transactions on one item conflict"),
};

function all(means: string): Declaration {
  return { means, dynoxide: true, "dynamodb-local": true, aws: true };
}

function dynoxide(means: string): Declaration {
  return { ...all(means), "dynamodb-local": false };
}

function local(means: string, since: Support = true): Declaration {
  return { ...all(means), dynoxide: false, "dynamodb-local": since };
}

function none(means: string): Declaration {
  return { ...all(means), dynoxide: false, "dynamodb-local": false };
}

/** The names of all capabilities. */
export const CAPABILITIES: readonly Capability[] = Object.keys(DECLARED) as Capability[];

/** What the product at the endpoint is known to do; where nobody said which it is, what all of them do. */
export function capabilitiesOf(
  product: EngineProduct | undefined,
  version: string | undefined,
): ReadonlySet<Capability> {
  return new Set(
    CAPABILITIES.filter((name) => {
      const declared = DECLARED[name];
      if (product !== undefined) return isSupported(declared[product], version);
      return declared.dynoxide === true && declared["dynamodb-local"] === true;
    }),
  );
}

function isSupported(support: Support, version: string | undefined): boolean {
  if (typeof support === "boolean") return support;
  const match = /^(\d+)\.(\d+)/.exec(version ?? "");
  if (match === null) return false;
  const [major = 0, minor = 0] = support.split(".").map(Number);
  const found = Number(match[1]);
  return found > major || (found === major && Number(match[2]) >= minor);
}
