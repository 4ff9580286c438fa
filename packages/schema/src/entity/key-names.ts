import { storedTypes } from "../shape/stored-type.ts";
import { keyAttributes } from "../table/model.ts";
import type { KeyScope, Keys } from "./keys.ts";
import type { Managed } from "./managed.ts";

/** Reports attributes that stand in the way of keys: under the name of a key attribute, but not as its template makes it. */
export function checkKeyNames(scope: KeyScope, managed: Managed, keys: Keys): void {
  const { problems, table, byStoredName } = scope;
  const templates = new Map(
    [...keys.key, ...[...keys.indexes.values()].flatMap(({ partition, sort }) => [...partition, ...sort])].map(
      (template) => [template.keyAttribute.name, template],
    ),
  );
  for (const { name, type } of keyAttributes(table).values()) {
    const template = templates.get(name);
    const own = byStoredName.get(name);
    // Of templates that are used, `readTexts` has seen to it that they are the attribute.
    if (own && !template && !scope.isRefused(own.name)) {
      const types = [...storedTypes(own.shape)];
      if (types.length !== 1 || types[0] !== type) {
        const stored = types.length > 9 ? "anything" : types.join(" or ");
        problems.add(
          own.managed ? own.managed : `schema.${own.name}`,
          `'${name}' is a key attribute of type "${type}" in an index of table '${table.name}', and DynamoDB refuses items with another type there; this is stored as ${stored}: store it under another name with storedAs`,
        );
      }
    }
    for (const { path, what, constant } of managed.names.filter(
      ({ storedName, visible }) => storedName === name && !visible,
    )) {
      // A constant template may spell the type; a foreign index may be keyed by it.
      if (template ? template.text === constant : type === "S") continue;
      problems.add(
        path,
        `'${name}' is a key attribute of table '${table.name}', and cannot be ${what}: choose another name`,
      );
    }
  }
}
