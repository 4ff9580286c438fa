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

/**
 * A copy of a value without what is at a path, if anything is; the elements behind it move up. `undefined` where there is no
 * map or list that it could stand in.
 */
export function removeAt(root: AttributeValue, steps: Steps): AttributeValue | undefined {
  const [step, ...rest] = steps;
  if (step === undefined) return root;
  if (typeof step === "number") {
    if (!("L" in root)) return undefined;
    if (rest.length === 0) return { L: root.L.toSpliced(step, 1) };
    const old = root.L[step];
    const next = old && removeAt(old, rest);
    return next && { L: root.L.toSpliced(step, 1, next) };
  }
  if (!("M" in root)) return undefined;
  const old = Object.hasOwn(root.M, step) ? root.M[step] : undefined;
  if (rest.length > 0) {
    const next = old && removeAt(old, rest);
    return next && { M: withEntry(root.M, step, next) };
  }
  const { [step]: _removed, ...others } = root.M;
  return { M: others };
}

// Attributes may be called `__proto__`.
function withEntry(map: { [name: string]: AttributeValue }, name: string, value: AttributeValue): typeof map {
  return Object.fromEntries([...Object.entries(map).filter(([each]) => each !== name), [name, value]]);
}
