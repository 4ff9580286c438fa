import { type EntityModel, type KeyTemplate, ValidationError } from "@keywright/schema";

/** What a query is made on: the table, or an index, as the entity sees it. */
export interface Target {
  readonly name: string;
  readonly partition: readonly KeyTemplate[];
  readonly sort: readonly KeyTemplate[];
  /** The templates of the index and of the table: what every item of the answer has keys of. */
  readonly templates: readonly KeyTemplate[];
  /** Key attributes of the target, then those of the table: what a position consists of. */
  readonly keyAttributes: readonly string[];
  /** Stored names that answers contain besides key attributes. */
  readonly projection: "ALL" | readonly string[];
}

/** The target of a query by the name of its index; the table itself without one. */
export function targetOf(model: EntityModel, index: string | undefined): Target {
  if (index === undefined) {
    const [partition, ...sort] = model.key;
    return {
      name: model.table.name,
      partition: partition === undefined ? [] : [partition],
      sort,
      templates: model.key,
      keyAttributes: model.key.map(({ keyAttribute }) => keyAttribute.name),
      projection: "ALL",
    };
  }
  const found = model.indexes.get(index);
  if (found === undefined) {
    const names = [...model.indexes.keys()].join(", ");
    throw new ValidationError({
      entity: model.name,
      issues: [
        {
          path: ["indexes", index],
          code: "unknown_index",
          message: `${model.name} has no such index. It has ${names || "none"}`,
        },
      ],
    });
  }
  const templates = [
    ...new Map([...found.partition, ...found.sort, ...model.key].map((t) => [t.keyAttribute.name, t])).values(),
  ];
  const { projection } = found.index;
  return {
    name: index,
    partition: found.partition,
    sort: found.sort,
    templates,
    keyAttributes: templates.map(({ keyAttribute }) => keyAttribute.name),
    projection: projection === "KEYS_ONLY" ? [] : projection,
  };
}
