import type { FacetChange } from "./facets.ts";
import type { TableState } from "./state.ts";

/** What can be lost, or can begin to fail, by a step. `applyPlan` takes no such step that is not allowed by its kind. */
export type Danger =
  | "delete-index"
  | "replace-stream"
  | "start-time-to-live"
  | "stop-time-to-live"
  | "lower-capacity"
  | "stop-auto-scaling"
  | "reduce-recovery"
  | "stop-deletion-protection"
  | "change-encryption"
  | "stop-kinesis"
  | "change-policy"
  | "delete-replica";

/** The requests that plans are made of, by service. */
export type PlanRequest =
  | {
      readonly service: "dynamodb";
      readonly name:
        | "CreateTable"
        | "UpdateTable"
        | "UpdateTimeToLive"
        | "UpdateContinuousBackups"
        | "UpdateContributorInsights"
        | "EnableKinesisStreamingDestination"
        | "UpdateKinesisStreamingDestination"
        | "DisableKinesisStreamingDestination"
        | "PutResourcePolicy"
        | "TagResource";
      /** `ResourceArn` is put in when it is sent: a table that the plan makes has none before. */
      readonly input: object;
      /** Where it is sent; absent: the table's own Region. */
      readonly region?: string;
    }
  | {
      readonly service: "application-auto-scaling";
      readonly name: "RegisterScalableTarget" | "PutScalingPolicy" | "DeregisterScalableTarget";
      readonly input: object;
    };

/** One request of a plan. */
export interface PlanStep {
  /** `+` something new, `~` something else than before, `-` something that is gone afterwards. */
  readonly sign: "+" | "~" | "-";
  /** What it does, in a sentence. */
  readonly what: string;
  /** The difference that it removes. */
  readonly why: string;
  readonly request: PlanRequest;
  /** What `applyPlan` waits for before the next step. */
  readonly waits: string;
  readonly danger?: { readonly kind: Danger; readonly why: string };
  /** The parts of the table that are otherwise afterwards. `applyPlan` recognises by them what has been done. */
  readonly changes: readonly FacetChange[];
}

/** A difference that no request removes. */
export interface PlanObstacle {
  readonly what: string;
  /** How to migrate. */
  readonly instead: string;
}

/** A difference that was left. */
export interface PlanLeft {
  readonly what: string;
  /** The kind of danger of the change; `not-supported`: the engine does not have it. */
  readonly reason: Danger | "not-supported";
}

/** What has to be done to a table so that it is as its model says. Plain JSON: it can be stored, reviewed and applied elsewhere. */
export interface TablePlan {
  readonly format: 1;
  /** The name of the table in the service. */
  readonly table: string;
  /** A short name of the state that the plan was made from. */
  readonly hash: string;
  /** What was found; absent where there is no table. */
  readonly found?: TableState;
  /** Every difference in a sentence, those included that cannot be removed or were left. */
  readonly differences: readonly string[];
  readonly steps: readonly PlanStep[];
  readonly cannot: readonly PlanObstacle[];
  /** Steps that were left out, as asked. */
  readonly left: readonly PlanLeft[];
  /** Settings of the model that could not be read, and why. They are not compared. */
  readonly unknown: readonly string[];
  /** Parts that are not compared when the plan is applied: they could not be read, or auto scaling changes them. */
  readonly ignored: readonly string[];
}
