import type { Capability } from "@keywright/testkit";
import type { Bench } from "./bench.ts";

/** What behaviours are about, in the order of the page. */
export const GROUPS = [
  "keys",
  "values",
  "conditions",
  "expressions",
  "updates",
  "projections",
  "queries",
  "paging",
  "indexes",
  "capacity",
  "batches",
  "transactions",
  "idempotency tokens",
  "concurrency",
  "streams",
  "expiry",
  "limits",
  "errors",
  "tables",
] as const;

/** Something that DynamoDB does and that Keywright, or a test of its users, relies on. */
export interface Behaviour {
  readonly group: (typeof GROUPS)[number];
  /** What the service does, in one sentence. */
  readonly does: string;
  /** A capability that an engine may declare only if it does this. */
  readonly proves?: Capability;
  /** It takes this capability: an engine that does not declare it is not waited for. */
  readonly needs?: Capability;
  /** A capability that an engine has exactly if it does not do this. */
  readonly disproves?: Capability;
  /** What it means for a user's tests that an engine does not do this. */
  readonly otherwise?: string;
  /**
   * Tries it through the SDK's own client. Returns where the engine did it, and throws a `Differs` where it did not. It asks
   * for something that must work beside whatever must be refused, so that an engine which refuses everything fails it, too.
   */
  readonly probe: (bench: Bench) => Promise<void>;
}

/** The behaviours of a file, by their names. */
export type Behaviours = Readonly<Record<string, Behaviour>>;
