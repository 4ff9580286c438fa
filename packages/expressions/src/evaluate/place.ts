import type { AttributeValue } from "@keywright/schema";

type Steps = readonly (string | number)[];

/**
 * A copy of a value with something else at a path; `undefined` where there is no map or list that it could stand in. Behind
 * the end of a list it is appended.
 */
export function placeAt(root: AttributeValue, steps: Steps, value: AttributeValue): AttributeValue | undefined {
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  if (typeof step === "number") {
    if (!("L" in root)) return undefined;
    const at = Math.min(step, root.L.length);
    const old = root.L[at];
    const next = rest.length === 0 ? value : old && placeAt(old, rest, value);
    return next && { L: root.L.toSpliced(at, 1, next) };
  }
  if (!("M" in root)) return undefined;
  const old = Object.hasOwn(root.M, step) ? root.M[step] : undefined;
  const next = rest.length === 0 ? value : old && placeAt(old, rest, value);
  return next && { M: withEntry(root.M, step, next) };
}

/** A copy of a value without what is at a path; the elements behind it move up. */
export function removeAt(root: AttributeValue, steps: Steps): AttributeValue {
  const [step, ...rest] = steps;
  if (typeof step === "number") {
    if (!("L" in root)) return root;
    const old = root.L[step];
    if (old === undefined) return root;
    return { L: rest.length === 0 ? root.L.toSpliced(step, 1) : root.L.toSpliced(step, 1, removeAt(old, rest)) };
  }
  if (step === undefined || !("M" in root) || !Object.hasOwn(root.M, step)) return root;
  const { [step]: old, ...others } = root.M;
  return old === undefined || rest.length === 0 ? { M: others } : { M: withEntry(root.M, step, removeAt(old, rest)) };
}

// Attributes may be called `__proto__`.
function withEntry(map: { [name: string]: AttributeValue }, name: string, value: AttributeValue): typeof map {
  return Object.fromEntries([...Object.entries(map).filter(([each]) => each !== name), [name, value]]);
}
