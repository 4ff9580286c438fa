import type { IndexDefinitions } from "./definition.ts";
import type {
  IndexSettings,
  OnDemandBilling,
  ProvisionedBilling,
  ReplicaIndexSettings,
  ReplicaSettings,
  TableSettings,
} from "./settings.ts";
import type { TypeProblem } from "./table.ts";

/** The names of the global indexes among `X`. */
export type GlobalIndexNames<X extends IndexDefinitions> = {
  [N in keyof X]: X[N]["type"] extends "global" ? N : never;
}[keyof X] &
  string;

/** What stands under the names of indexes; a sentence where a table has none, as any name would fit an object without properties. */
type ByIndex<I extends string, T> = [I] extends [never]
  ? TypeProblem<"the table has no global index">
  : { readonly [N in I]?: T };

/** The properties of the other way of billing, with what to write instead. */
interface OnDemand {
  readonly read?: TypeProblem<"an on-demand table has no provisioned units: write maxReadUnits, or billing">;
  readonly write?: TypeProblem<"an on-demand table has no provisioned units: write maxWriteUnits, or billing">;
}
interface Provisioned {
  readonly maxReadUnits?: TypeProblem<"a provisioned table has no limit of requests: write read">;
  readonly maxWriteUnits?: TypeProblem<"a provisioned table has no limit of requests: write write">;
}

type Replicas<I extends string, Refused> = {
  readonly [region: string]: Omit<ReplicaSettings, "indexes" | keyof Refused> &
    Refused & { readonly indexes?: ByIndex<I, Omit<ReplicaIndexSettings, keyof Refused> & Refused> };
};

type Billed<I extends string> =
  | {
      readonly billing?: OnDemandBilling;
      readonly indexes?: ByIndex<I, Omit<IndexSettings, keyof OnDemand> & OnDemand>;
      readonly replicas?: Replicas<I, OnDemand>;
    }
  | {
      readonly billing: ProvisionedBilling;
      readonly indexes?: ByIndex<I, Omit<IndexSettings, keyof Provisioned> & Provisioned>;
      readonly replicas?: Replicas<I, Provisioned>;
    };

/**
 * `TableSettings` as one writes them: with the units that go with the way of billing, and the names of the table's global
 * indexes (`I`).
 */
export type TableSettingsDefinition<I extends string> = Omit<TableSettings, "billing" | "indexes" | "replicas"> &
  Billed<I>;
