import type { TableModel, TableSettings } from "keywright";
import { changesBetween, type FacetChange } from "./facets.ts";
import type { TableState } from "./state.ts";
import type { PlanLeft, PlanObstacle, PlanRequest, PlanStep } from "./table-plan.ts";

/** A change that one request makes. */
export interface Move {
  readonly sign: PlanStep["sign"];
  readonly what: string;
  readonly why: string;
  readonly request: PlanRequest;
  readonly waits?: string;
  readonly danger?: NonNullable<PlanStep["danger"]>;
  readonly after: TableState;
}

/** Why a change is left out, or nothing where it is not: the kind of its danger, or `not-supported`. */
export type Leave = (move: Pick<Move, "what" | "danger">) => PlanLeft["reason"] | undefined;

/** A plan in the making: what the table will be like, and the steps so far. */
export interface Planning {
  readonly model: TableModel;
  readonly settings: TableSettings;
  /** The name of the table in the service. */
  readonly table: string;
  /** The state after the steps so far. */
  readonly now: TableState;
  /** Whether the table is made by the plan, and is empty. */
  readonly isNew: boolean;
  /** Whether there are clients for other Regions. */
  readonly hasRegions: boolean;
  /** Whether this part of the table could be read. */
  readonly isKnown: (part: string) => boolean;
  /** Adds a step. False where it is dangerous and was to be left out. */
  readonly move: (move: Move) => boolean;
  readonly cannot: (obstacle: PlanObstacle) => void;
  /** Says of a difference that it stays because another one was left. */
  readonly leaveToo: (what: string, reason: PlanLeft["reason"]) => void;
  /** Says of a part of the model that it cannot be compared, and why. */
  readonly isUnknown: (sentence: string) => void;
  /** A part that changes without a plan from now on. */
  readonly ignore: (facet: string) => void;
}

export interface Collected {
  readonly steps: readonly PlanStep[];
  readonly cannot: readonly PlanObstacle[];
  readonly left: readonly PlanLeft[];
  readonly unknown: readonly string[];
  readonly ignored: readonly string[];
}

export const untilActive = "the table is ACTIVE";

export function startPlanning(options: {
  readonly model: TableModel;
  readonly table: string;
  readonly found: TableState;
  readonly steps: readonly PlanStep[];
  readonly hasRegions: boolean;
  /** Parts that could not be read. */
  readonly unreadable: readonly string[];
  readonly leave: Leave;
}): { readonly planning: Planning; readonly collected: Collected } {
  const { model, leave, unreadable } = options;
  let now = options.found;
  const steps = [...options.steps];
  const cannot: PlanObstacle[] = [];
  const left: PlanLeft[] = [];
  const unknown: string[] = [];
  const ignored: string[] = [];
  const planning: Planning = {
    model,
    settings: model.settings ?? {},
    table: options.table,

    isNew: options.steps.length > 0,
    hasRegions: options.hasRegions,
    get now() {
      return now;
    },
    isKnown: (part) => !unreadable.includes(part),
    move: ({ after, waits = untilActive, ...move }) => {
      const reason = leave(move);
      if (reason !== undefined) {
        left.push({ what: move.why, reason });
        return false;
      }
      steps.push({ ...move, waits, changes: lastingChanges(changesBetween(now, after)) });
      now = after;
      return true;
    },
    cannot: (obstacle) => cannot.push(obstacle),
    leaveToo: (what, reason) => left.push({ what, reason }),
    isUnknown: (sentence) => {
      if (!unknown.includes(sentence)) unknown.push(sentence);
    },
    ignore: (facet) => ignored.push(facet),
  };
  return { planning, collected: { steps, cannot, left, unknown, ignored } };
}

/** Of an index that comes or goes only what it is: its units and insights are the service's until they are asked for. */
function lastingChanges(changes: readonly FacetChange[]): readonly FacetChange[] {
  const indexes = changes.filter(({ facet }) => /^indexes\/[^/]+$/.test(facet)).map(({ facet }) => facet);
  return changes.filter(
    ({ facet }) =>
      !indexes.some((index) => facet.startsWith(`${index}/`)) ||
      /\/(type|partitionKeys|sortKeys|projection)$/.test(facet),
  );
}

/** A request of DynamoDB that changes the table. */
export function updateTable(p: Planning, input: object): PlanRequest {
  return { service: "dynamodb", name: "UpdateTable", input: { TableName: p.table, ...input } };
}

/** The state without one of its properties. */
export function without<S extends object, K extends keyof S>(state: S, property: K): Omit<S, K> {
  const { [property]: _gone, ...rest } = state;
  return rest;
}
