import { didYouMean, listNames } from "../../error/did-you-mean.ts";
import { checkProperties, isRecord, type Problems } from "../problems.ts";

/** Looks at one value of a definition and reports what is wrong with it. */
export type Check = (problems: Problems, path: string, value: unknown) => void;

/** A check that is put together when there is something to look at: every program imports all checks, and few have settings. */
export function onUse(make: () => Check): Check {
  return (problems, path, value) => make()(problems, path, value);
}

/** A value of these properties; those named in `required` have to be there. A property that is `undefined` counts as left out. */
export function object(what: string, fields: Readonly<Record<string, Check>>, ...required: readonly string[]): Check {
  return (problems, path, value) => {
    if (!isRecord(value)) {
      problems.add(path, what);
      return;
    }
    checkProperties(problems, path, value, Object.keys(fields));
    for (const name of required) if (value[name] === undefined) problems.add(`${path}.${name}`, `is missing; ${what}`);
    for (const [name, check] of Object.entries(fields)) {
      if (value[name] !== undefined) check(problems, `${path}.${name}`, value[name]);
    }
  };
}

/** An object of any names, each of which `check` looks at with its value. */
export function entries(
  what: string,
  check: (problems: Problems, path: string, name: string, value: unknown) => void,
): Check {
  return (problems, path, value) => {
    if (!isRecord(value)) problems.add(path, what);
    else {
      for (const [name, entry] of Object.entries(value)) {
        if (entry !== undefined) check(problems, `${path}.${name}`, name, entry);
      }
    }
  };
}

/** One of these texts. */
export function oneOf(...values: readonly string[]): Check {
  return (problems, path, value) => {
    if (typeof value === "string" && values.includes(value)) return;
    const hint = typeof value === "string" ? didYouMean(value, values) : "";
    problems.add(path, `is ${values.length === 1 ? "" : "one of "}${listNames(values)}${hint}`);
  };
}

/** A text of this form. */
export function text(form: RegExp, what: string): Check {
  return (problems, path, value) => {
    if (typeof value !== "string" || !form.test(value)) problems.add(path, what);
  };
}

/** A whole number from `least`, up to `most`. */
export function whole(what: string, least: number, most: number = Number.MAX_SAFE_INTEGER): Check {
  return (problems, path, value) => {
    if (Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most) return;
    problems.add(
      path,
      `${what}: a whole number ${most === Number.MAX_SAFE_INTEGER ? `from ${least}` : `from ${least} to ${most}`}`,
    );
  };
}

export const boolean: Check = (problems, path, value) => {
  if (typeof value !== "boolean") problems.add(path, "is true or false");
};

/** Whatever stands here does not belong here. */
export function refused(why: string): Check {
  return (problems, path) => problems.add(path, why);
}

/** `true`, `false`, or what `otherwise` takes. */
export function booleanOr(otherwise: Check): Check {
  return (problems, path, value) => {
    if (typeof value !== "boolean") otherwise(problems, path, value);
  };
}
