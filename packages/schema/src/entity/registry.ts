import { sharedKey } from "../key/collide.ts";
import type { KeyTemplate } from "../key/template.ts";
import type { Problems } from "../table/problems.ts";
import type { AnyTable } from "../table/table.ts";
import type { EntityModel } from "./model.ts";

export function register(table: AnyTable, model: EntityModel): void {
  registry(table).set(model.name, model);
}

// The table lies below entities and knows of their names only; nothing but `register` adds to it.
function registry(table: AnyTable): Map<string, EntityModel> {
  return table["~entities"] as Map<string, EntityModel>;
}

/** Reports entities of the table with this name, and those that could write an item with the same key. */
export function checkRegistered(
  problems: Problems,
  table: AnyTable,
  name: string,
  key: readonly KeyTemplate[] | undefined,
): void {
  const entities = registry(table);
  if (entities.has(name)) {
    problems.add(
      "name",
      `table '${table.model.name}' has an entity '${name}' already: give this one another name, or define it once and import it`,
    );
    return;
  }
  if (!key) return;
  for (const other of entities.values()) {
    const shared = key.map((template, i) => {
      const its = other.key[i];
      return its && sharedKey(template, its);
    });
    if (shared.includes(undefined)) continue;
    const example = key.map(({ keyAttribute }, i) => `${keyAttribute.name} ${JSON.stringify(shared[i])}`).join(", ");
    const texts = other.key.map(({ text }) => `"${text}"`).join(", ");
    problems.add(
      "key",
      `an item of '${name}' and one of '${other.name}' (${texts}) can have the same key (${example}), and one would overwrite the other: give one of the two another literal, take values of a fixed form such as z.uuid(), or write {attribute:escaped}`,
    );
  }
}
