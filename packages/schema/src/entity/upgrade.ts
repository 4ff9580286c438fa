import { checkProperties, isRecord, type Problems } from "../table/problems.ts";

/** The attributes of a stored item by their names in the table, as plain values; lists are arrays, maps are objects. */
export interface StoredAttributes {
  readonly [attribute: string]: unknown;
}

/**
 * Turns the attributes of one shape into those of the next. It neither changes what it is given nor looks elsewhere: the
 * same attributes give the same result, whenever they are read.
 */
export type UpgradeStep = (stored: StoredAttributes) => StoredAttributes;

/** How items that were written in an earlier shape are read. */
export interface Upgrade {
  /** The stored attribute that says how many of the steps an item has behind it. */
  readonly attribute: string;
  /** From each shape to the next, the oldest first. */
  readonly steps: readonly UpgradeStep[];
}

const defaultAttribute = "_shape";

/** Reads `upgrade`. Whether the name of its attribute is free is judged elsewhere. */
export function readUpgrade(problems: Problems, value: unknown): Upgrade | undefined {
  if (value === undefined) return undefined;
  const example = "upgrade: { steps: [({ name, ...rest }) => ({ ...rest, title: name })] }";
  if (!isRecord(value)) {
    problems.add("upgrade", `write ${example}`);
    return undefined;
  }
  checkProperties(problems, "upgrade", value, ["steps", "attribute"]);
  const { steps, attribute = defaultAttribute } = value;
  if (typeof attribute !== "string" || attribute === "" || attribute === "__proto__") {
    problems.add("upgrade.attribute", `this names an attribute, such as attribute: "${defaultAttribute}"`);
    return undefined;
  }
  if (!isSteps(steps)) {
    problems.add("upgrade.steps", `the steps are functions, the oldest first: write ${example}`);
    return undefined;
  }
  return Object.freeze({ attribute, steps: Object.freeze([...steps]) });
}

function isSteps(value: unknown): value is readonly UpgradeStep[] {
  return Array.isArray(value) && value.every((step) => typeof step === "function");
}
