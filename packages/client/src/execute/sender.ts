import type { SeveralPlanner } from "../plan/planner.ts";
import type { SeveralPlan } from "../plan/plans.ts";
import type { Limits } from "./deadline.ts";
import type { Runtime, Subject } from "./runtime.ts";

/** How operations on several items of one kind are planned, shown, explained and sent. */
export interface Sender<D, P extends SeveralPlan> extends SeveralPlanner<D, P> {
  readonly send: (runtime: Runtime, subject: Subject, plan: P, limits: Limits) => Promise<unknown>;
}
