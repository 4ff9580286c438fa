import { utf8Length } from "../wire/size.ts";
import type { KeyType } from "./definition.ts";
import type { KeyAttribute } from "./model.ts";
import { isRecord, type Problems } from "./problems.ts";

function isKeyType(value: unknown): value is KeyType {
  return value === "S" || value === "N" || value === "B";
}

/** Reports a name that the service would refuse for an attribute that it treats specially (keys, projections, TTL). */
export function checkAttributeName(problems: Problems, path: string, name: string): void {
  const bytes = utf8Length(name);
  if (bytes < 1 || bytes > 255) {
    problems.add(path, "the name of a key, projected or time-to-live attribute has 1 to 255 bytes");
  }
}

/** Reads `{ PK: "S" }`. */
export function readKey(problems: Problems, path: string, value: unknown): KeyAttribute | undefined {
  if (!isRecord(value) || Object.keys(value).length === 0) {
    problems.add(path, `name one attribute and its type, such as { PK: "S" }`);
    return undefined;
  }
  const [name = "", ...more] = Object.keys(value);
  if (more.length > 0) {
    problems.add(
      path,
      'one attribute is meant here; a global index takes several as a list, such as [{ a: "S" }, { b: "N" }]',
    );
    return undefined;
  }
  checkAttributeName(problems, `${path}.${name}`, name);
  const type = value[name];
  if (isKeyType(type)) return { name, type };
  problems.add(`${path}.${name}`, `the type of a key attribute is "S", "N" or "B"`);
  return undefined;
}

/** Reads the key of a global index: one attribute or a list of at most four. */
export function readKeys(problems: Problems, path: string, value: unknown, least: 0 | 1): readonly KeyAttribute[] {
  if (!Array.isArray(value)) {
    if (value === undefined && least === 0) return [];
    const one = readKey(problems, path, value);
    return one ? [one] : [];
  }
  if (value.length < least || value.length > 4) {
    problems.add(path, `a global index has ${least} to 4 attributes here`);
  }
  return value.flatMap((entry, i) => readKey(problems, `${path}[${i}]`, entry) ?? []);
}
