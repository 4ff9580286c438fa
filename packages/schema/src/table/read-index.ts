import { didYouMean } from "../error/did-you-mean.ts";
import type { Projection } from "./definition.ts";
import type { IndexModel, KeyAttribute } from "./model.ts";
import { checkProperties, checkResourceName, isRecord, type Problems } from "./problems.ts";
import { checkAttributeName, readKey, readKeys } from "./read-keys.ts";

function readProjection(problems: Problems, path: string, value: unknown): Projection {
  if (value === "ALL" || value === "KEYS_ONLY") return value;
  if (!Array.isArray(value)) {
    const hint = typeof value === "string" ? didYouMean(value, ["ALL", "KEYS_ONLY"]) : "";
    problems.add(path, `a projection is "ALL", "KEYS_ONLY" or a list of attributes${hint}`);
    return "ALL";
  }
  if (value.length === 0) problems.add(path, `a list of projected attributes cannot be empty; write "KEYS_ONLY"`);
  const names: string[] = [];
  for (const [i, name] of value.entries()) {
    if (typeof name !== "string") problems.add(`${path}[${i}]`, "the name of an attribute is a string");
    else {
      checkAttributeName(problems, `${path}[${i}]`, name);
      if (names.includes(name)) problems.add(`${path}[${i}]`, `'${name}' is listed twice`);
      names.push(name);
    }
  }
  return Object.freeze(names);
}

/** Reads and checks one index; `undefined` where too little of it can be understood. */
export function readIndex(
  problems: Problems,
  path: string,
  name: string,
  value: unknown,
  table: { readonly partitionKey: KeyAttribute | undefined; readonly sortKey: KeyAttribute | undefined },
): IndexModel | undefined {
  checkResourceName(problems, path, name);
  if (!isRecord(value)) {
    problems.add(
      path,
      `an index is an object such as { type: "global", partitionKey: { GSI1PK: "S" }, projection: "ALL" }`,
    );
    return undefined;
  }
  const { type } = value;
  if (type !== "global" && type !== "local") {
    problems.add(`${path}.type`, `the type of an index is "global" or "local"`);
    return undefined;
  }
  checkProperties(problems, path, value, ["type", "partitionKey", "sortKey", "projection"]);
  const projection = readProjection(problems, `${path}.projection`, value.projection);
  const sortPath = `${path}.sortKey`;
  let partitionKeys: readonly KeyAttribute[];
  let sortKeys: readonly KeyAttribute[];
  if (type === "local") {
    if (!table.sortKey)
      problems.add(
        path,
        "a local index needs a table with a sort key; make it a global index, or give the table a sort key",
      );
    if (value.partitionKey !== undefined) {
      problems.add(`${path}.partitionKey`, "a local index has the partition key of its table: leave this out");
    }
    partitionKeys = table.partitionKey ? [table.partitionKey] : [];
    const sortKey = readKey(problems, sortPath, value.sortKey);
    sortKeys = sortKey ? [sortKey] : [];
  } else {
    partitionKeys = readKeys(problems, `${path}.partitionKey`, value.partitionKey, 1);
    sortKeys = readKeys(problems, sortPath, value.sortKey, 0);
  }
  const own = [...partitionKeys, ...sortKeys].map((attribute) => attribute.name);
  for (const repeated of new Set(own.filter((attribute, i) => own.indexOf(attribute) !== i))) {
    problems.add(path, `'${repeated}' stands twice in the key of this index`);
  }
  if (Array.isArray(projection)) {
    const keys = new Set([...own, table.partitionKey?.name, table.sortKey?.name]);
    for (const [i, projected] of projection.entries()) {
      if (keys.has(projected))
        problems.add(
          `${path}.projection[${i}]`,
          `'${projected}' is a key attribute, which an index always has; leave it out`,
        );
    }
  }
  return Object.freeze({
    name,
    type,
    partitionKeys: Object.freeze(partitionKeys),
    sortKeys: Object.freeze(sortKeys),
    projection,
  });
}
