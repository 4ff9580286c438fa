import {
  type AttributeValue,
  didYouMean,
  type Issue,
  isOptional,
  storedTypes,
  ValidationError,
} from "@keywright/schema";
import type { ConditionNode } from "../node/condition.ts";
import { ExistsNode } from "../node/function.ts";
import { LiteralNode } from "../node/leaf.ts";
import { AddNode, DeleteNode, IfNotExistsNode, RemoveNode, SetNode, type UpdateAction } from "../node/update.ts";
import { checkOverlap } from "../print/overlap.ts";
import type { InVariant } from "../reference/in-variant.ts";
import { misuse } from "../reference/misuse.ts";
import type { ReferencedModel } from "../reference/model.ts";
import { isReadableWhenAbsent, isUncertain } from "../reference/optional.ts";
import { attributeBelow, namesBelow, nodeOf, type ReferenceData, referenceData } from "../reference/reference.ts";
import { rootReference } from "../reference/references-of.ts";
import { entryBelow } from "../reference/step.ts";
import { type ChangeData, changeData } from "./change.ts";
import { encodeAmount, encodeAt, encodeMembers } from "./encode.ts";
import { checkOneOption, isVariant, presence } from "./guard.ts";
import type { Action } from "./set.ts";
import { arithmetic, concatenated, extended, sumOf } from "./set-value.ts";
import { copied, valueTerm } from "./term.ts";

/** What an update does, ready to be printed, and what the planner of keys needs to know of it. */
export interface PlannedChanges {
  readonly actions: readonly UpdateAction[];
  /** What `whenExists` demands. */
  readonly conditions: readonly ConditionNode[];
  /** Attributes of the root that are replaced by a value, by their names in the program. */
  readonly set: ReadonlyMap<string, AttributeValue>;
  /** Attributes of the root that are removed. */
  readonly removed: ReadonlySet<string>;
  /** Attributes of the root whose new value is not known here: arithmetic, patches, parts. */
  readonly computed: ReadonlySet<string>;
}

interface Plan {
  readonly actions: UpdateAction[];
  readonly conditions: ConditionNode[];
  readonly set: Map<string, AttributeValue>;
  // Those that most updates leave empty are made when something comes into them.
  removed: Set<string> | undefined;
  computed: Set<string> | undefined;
  /** Of unions that are written into, the tags that their places may have. */
  options: Map<string, readonly unknown[]> | undefined;
}

const nothing: ReadonlySet<string> = new Set();

/**
 * Plans an update of the object form (root attribute -> value or change) or of the callback form (a list of actions).
 * Managed attributes are refused, keys are not: whoever plans the write knows them.
 *
 * @throws {ValidationError} that holds the issues of all attributes.
 */
export function changesToActions(model: ReferencedModel, changes: object): PlannedChanges {
  const plan: Plan = {
    actions: [],
    conditions: [],
    set: new Map(),
    removed: undefined,
    computed: undefined,
    options: undefined,
  };
  const issues: Issue[] = [];
  if (Array.isArray(changes)) {
    for (const action of changes) attempt(issues, () => applyAction(action, model, plan));
    // Here, where the names of the program are known, and before planners of keys look at what is set.
    const paths = plan.actions.map(({ path }) => path);
    attempt(issues, () => checkOverlap(paths, model.name));
  } else {
    const root = rootReference(model);
    for (const name of Object.keys(changes)) {
      try {
        apply(child(root, name), changes[name as keyof typeof changes], plan);
      } catch (error) {
        issues.push(...issuesOf(error));
      }
    }
  }
  if (issues.length > 0) throw new ValidationError({ entity: model.name, issues });
  const { actions, conditions, set, removed = nothing, computed = nothing } = plan;
  return { actions, conditions, set, removed, computed };
}

function attempt(issues: Issue[], step: () => void): void {
  try {
    step();
  } catch (error) {
    issues.push(...issuesOf(error));
  }
}

function issuesOf(error: unknown): readonly Issue[] {
  if (ValidationError.isInstance(error)) return error.issues;
  throw error;
}

function applyAction(action: unknown, model: ReferencedModel, plan: Plan): void {
  if (!isAction(action)) throw misuse(rootReference(model), "update", "takes actions that set(...) makes");
  const { "~target": target, "~change": change } = action;
  if (target.model.name !== model.name) {
    throw misuse(target, "set", `refers to an attribute of ${target.model.name}; this is an update of ${model.name}`);
  }
  const parent = target.uncertainParents.at(-1);
  if (!parent) {
    apply(target, change, plan);
    return;
  }
  const data = changeData(change);
  if (data?.kind !== "whenExists") {
    throw misuse(target, "set", "lies under an attribute that may be absent: wrap the value in whenExists(...)");
  }
  demand(presence(parent), plan);
  apply(target, data.change, plan);
}

function isAction(action: unknown): action is Action<string> {
  return typeof action === "object" && action !== null && "~target" in action && "~change" in action;
}

/** The attribute of a map or the entry of a record that a change names. */
function child(parent: ReferenceData, name: string): ReferenceData {
  const { model, steps, path } = parent;
  const isRoot = steps.length === 0;
  if (isRoot && model.attributes.get(name)?.managed !== undefined) {
    throw issue(model, [name], "is managed: it changes with every write and cannot be given");
  }
  const found = attributeBelow(parent, name) ?? entryBelow(parent, name);
  if (found) return found;
  const advice = didYouMean(name, namesBelow(parent));
  throw issue(model, [...path, name], `is not an attribute of the schema${advice}`, "unknown_attribute");
}

function apply(target: ReferenceData, change: unknown, plan: Plan): void {
  if (target.isTag) {
    throw misuse(
      target,
      "set",
      "tells the options of a union apart, which keep other attributes: give the whole map instead",
    );
  }
  for (const variant of target.variants) demandOption(variant, target, plan);
  checkName(target);
  const data = changeData(change);
  if (data) {
    applyChange(target, data, plan, false);
    return;
  }
  const path = nodeOf(target);
  if (referenceData(change)) {
    computed(target, plan);
    plan.actions.push(SetNode(path, copied(change, target, "set")));
    return;
  }
  if (change === undefined) {
    throw issue(
      target.model,
      target.path,
      "is undefined, which is no change: write remove() to remove it, or leave it out",
    );
  }
  const value = encodeAt(change, target);
  if (target.steps.length === 1) plan.set.set(String(target.path[0]), value);
  else computed(target, plan);
  plan.actions.push(SetNode(path, LiteralNode(value)));
}

/** The service takes no empty name, and no reader gets to see what is named `__proto__`. */
function checkName({ model, path }: ReferenceData): void {
  const name = path.find((step) => step === "" || step === "__proto__");
  if (name === undefined) return;
  throw issue(model, path, `an attribute or entry cannot be named ${JSON.stringify(name)}: give it another name`);
}

function applyChange(target: ReferenceData, data: ChangeData, plan: Plan, exists: boolean): void {
  const path = nodeOf(target);
  switch (data.kind) {
    case "remove":
      checkRemovable(target, isOptional(target.shape), "remove");
      if (target.steps.length === 1) {
        plan.removed ??= new Set();
        plan.removed.add(String(target.path[0]));
      } else computed(target, plan);
      plan.actions.push(RemoveNode(path));
      return;
    case "removeMembers":
      checkRemovable(target, isReadableWhenAbsent(target.shape), "remove");
      computed(target, plan);
      plan.actions.push(DeleteNode(path, encodeMembers(data.members, target, "remove")));
      return;
    case "add":
      computed(target, plan);
      plan.actions.push(
        AddNode(
          path,
          storedTypes(target.shape).has("N")
            ? encodeAmount(data.value, target, "add")
            : encodeMembers(data.value, target, "add"),
        ),
      );
      return;
    case "increment":
      computed(target, plan);
      plan.actions.push(SetNode(path, arithmetic(target, data, exists)));
      return;
    case "extend":
      computed(target, plan);
      plan.actions.push(SetNode(path, extended(target, data)));
      return;
    case "sum":
      computed(target, plan);
      plan.actions.push(SetNode(path, sumOf(target, data)));
      return;
    case "concat":
      computed(target, plan);
      plan.actions.push(SetNode(path, concatenated(target, data)));
      return;
    case "ifNotExists": {
      computed(target, plan);
      const of = data.of === undefined ? path : copied(data.of, target, "ifNotExists");
      plan.actions.push(SetNode(path, IfNotExistsNode(of, valueTerm(data.value, target, "ifNotExists"))));
      return;
    }
    case "patch":
      patch(target, data.changes, plan, exists);
      return;
    case "whenExists": {
      const inner = changeData(data.change);
      demand(inner?.kind === "patch" ? presence(target) : ExistsNode(path), plan);
      if (inner) applyChange(target, inner, plan, true);
      else apply(target, data.change, plan);
      return;
    }
    default:
      data satisfies never;
  }
}

function computed(target: ReferenceData, plan: Plan): void {
  plan.computed ??= new Set();
  plan.computed.add(String(target.path[0]));
}

/** That what is written into a union is of the option that is stored. */
function demandOption(variant: InVariant, target: ReferenceData, plan: Plan): void {
  const place = JSON.stringify(variant.steps);
  plan.options ??= new Map();
  const tags = plan.options.get(place)?.filter((tag) => variant.tags.includes(tag)) ?? variant.tags;
  if (tags.length === 0) {
    throw misuse(target, "set", "writes into different options of a union in one update: give the whole map instead");
  }
  plan.options.set(place, tags);
  demand(isVariant(variant, target.model.name), plan);
}

/** What stands twice is demanded once. */
function demand(condition: ConditionNode, plan: Plan): void {
  const text = JSON.stringify(condition);
  if (plan.conditions.every((other) => JSON.stringify(other) !== text)) plan.conditions.push(condition);
}

function checkRemovable(target: ReferenceData, removable: boolean, name: string): void {
  if (removable || target.isMember) return;
  throw misuse(target, name, "needs an optional attribute: an item without it could not be read");
}

function patch(target: ReferenceData, changes: unknown, plan: Plan, exists: boolean): void {
  if (!storedTypes(target.shape).has("M")) throw misuse(target, "patch", "needs an attribute that is stored as a map");
  if (typeof changes !== "object" || changes === null) throw misuse(target, "patch", "takes an object of changes");
  if (!exists && isUncertain(target.shape)) {
    throw misuse(target, "patch", "goes into an attribute that may be absent: write whenExists(patch(...))");
  }
  checkOneOption(target, Object.keys(changes));
  for (const [name, change] of Object.entries(changes)) apply(child(target, name), change, plan);
}

function issue(
  model: ReferencedModel,
  path: readonly (string | number)[],
  message: string,
  code = "invalid_expression",
): ValidationError {
  return new ValidationError({ entity: model.name, issues: [{ path, message, code }] });
}
