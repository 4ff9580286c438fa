import type { IndexDefinitions } from "./definition.ts";
import type {
  IndexSettings,
  OnDemandBilling,
  ProvisionedBilling,
  ReplicaIndexSettings,
  ReplicaSettings,
  TableSettings,
} from "./settings.ts";

/** The names of the global indexes among `X`. */
export type GlobalIndexNames<X extends IndexDefinitions> = {
  [N in keyof X]: X[N]["type"] extends "global" ? N : never;
}[keyof X] &
  string;

/** What stands under the names of indexes; nothing where a table has none, as any name would fit an object without properties. */
type ByIndex<I extends string, T> = [I] extends [never] ? never : { readonly [N in I]?: T };

type OnDemand = { readonly read?: never; readonly write?: never };
type Provisioned = { readonly maxReadUnits?: never; readonly maxWriteUnits?: never };

type Replicas<I extends string, Refused> = {
  readonly [region: string]: Omit<ReplicaSettings, "indexes"> &
    Refused & { readonly indexes?: ByIndex<I, ReplicaIndexSettings & Refused> };
};

type Billed<I extends string> =
  | {
      readonly billing?: OnDemandBilling;
      readonly indexes?: ByIndex<I, IndexSettings & OnDemand>;
      readonly replicas?: Replicas<I, OnDemand>;
    }
  | {
      readonly billing: ProvisionedBilling;
      readonly indexes?: ByIndex<I, IndexSettings & Provisioned>;
      readonly replicas?: Replicas<I, Provisioned>;
    };

/**
 * `TableSettings` as one writes them: with the units that go with the way of billing, and the names of the table's global
 * indexes (`I`).
 */
export type TableSettingsDefinition<I extends string> = Omit<TableSettings, "billing" | "indexes" | "replicas"> &
  Billed<I>;
