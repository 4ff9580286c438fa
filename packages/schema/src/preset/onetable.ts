import type { Templates } from "../entity/definition.ts";
import { ModelError } from "../error/model-error.ts";
import { collectProblems, type Problems } from "../table/problems.ts";
import type {
  OneTableDefinition,
  OneTableField,
  OneTableIndex,
  OneTableLiterals,
  OneTableParts,
} from "./onetable-types.ts";

/**
 * The parts of an entity's definition under which it reads and writes the items of a OneTable model: keys by the `value`
 * templates of its fields, `_type`, and timestamps. Takes `indexes`, `fields` and `params` as they stand in OneTable; the
 * schema is written anew.
 *
 * @throws ModelError for what cannot be kept up: `value` of a field that is no key, padding with another character than `0`,
 * fields packed into one attribute
 * @example
 * const User = defineEntity({
 *   name: "User",
 *   table: appTable,
 *   schema: z.object({ id: z.string(), email: z.email() }),
 *   ...onetable({
 *     model: "User",
 *     indexes: { primary: { hash: "pk", sort: "sk" } },
 *     fields: { pk: { value: "user#${id}" }, sk: { value: "user#" } },
 *   }),
 * });
 */
export function onetable<const D extends OneTableDefinition>(definition: D & OneTableLiterals<D>): OneTableParts<D> {
  const { model, fields, params = {} } = definition;
  const problems = collectProblems();
  const typeField = params.typeField ?? "_type";
  const { primary = {}, ...others } = definition.indexes;
  const keysOf = (index: OneTableIndex, table: readonly string[] = []): Templates =>
    Object.fromEntries(
      namesOf(index).flatMap((name) => {
        const value = fields[name]?.value;
        if (value === undefined || table.includes(name)) return [];
        return [[name, templateOf(problems, `fields.${name}.value`, value, typeField, model)]];
      }),
    );
  const used = Object.entries(others).filter(([, index]) =>
    namesOf(index).every((name) => Object.hasOwn(fields, name)),
  );
  const keys = new Set([primary, ...Object.values(others)].flatMap(namesOf));
  for (const [name, field] of Object.entries(fields)) checkField(problems, name, field, keys);
  const timestamps = params.timestamps ?? false;
  const parts = {
    key: keysOf(primary),
    indexes: Object.fromEntries(used.map(([name, index]) => [name, keysOf(index, namesOf(primary))])),
    storedAs: Object.fromEntries(
      Object.entries(fields).flatMap(([name, { map }]) => (map === undefined ? [] : [[name, map]])),
    ),
    typeAttribute: { name: typeField, value: model },
    timestamps: {
      ...((timestamps === true || timestamps === "create") && { createdAt: params.createdField ?? "created" }),
      ...((timestamps === true || timestamps === "update") && { updatedAt: params.updatedField ?? "updated" }),
      format: params.isoDates ? "isoDateTime" : "epochMilliseconds",
    },
  };
  if (problems.found.length > 0) throw new ModelError({ subject: "the preset onetable", problems: problems.found });
  // The templates are spelled by the types as they are here, which tests hold together.
  return parts as unknown as OneTableParts<D>;
}

function namesOf({ hash, sort }: OneTableIndex): readonly string[] {
  return [hash, sort].filter((name) => name !== undefined);
}

function checkField(problems: Problems, name: string, { value, map }: OneTableField, keys: ReadonlySet<string>): void {
  if (value !== undefined && !keys.has(name)) {
    problems.add(
      `fields.${name}.value`,
      "OneTable computes this attribute, which is no key of the table or of an index: store its value as an attribute of the schema",
    );
  }
  if (map?.includes(".")) {
    problems.add(
      `fields.${name}.map`,
      `OneTable packs the field into the attribute '${map.slice(0, map.indexOf("."))}': make that a map in the schema`,
    );
  }
}

function templateOf(problems: Problems, path: string, value: string, typeField: string, model: string): string {
  return value.replace(/\$\{(.*?)\}/g, (_, inside: string) => {
    if (inside === typeField) return model;
    const [name = "", width, pad] = inside.split(":");
    if (pad !== undefined && pad !== "0")
      problems.add(path, `'${name}' is padded with '${pad}': numbers are padded with '0' only`);
    return `{${name}:${width ?? "text"}}`;
  });
}
