/** An entity of DynamoDB-Toolbox: the parts of its definition that say how its items are stored. */
export interface ToolboxDefinition {
  /** The name of the entity. */
  readonly entity: string;
  /** As in the entity; `false` where it stores no name. */
  readonly entityAttribute?: boolean | { readonly name?: string; readonly hidden?: boolean };
  /** As in the table: the attribute with the name of the entity, `_et` by default. */
  readonly entityAttributeSavedAs?: string;
  /** As in the entity; both are stored by default. */
  readonly timestamps?: boolean | { readonly created?: ToolboxTimestamp; readonly modified?: ToolboxTimestamp };
}

export type ToolboxTimestamp = boolean | { readonly name?: string; readonly savedAs?: string };

/** What a definition of an entity takes from one of DynamoDB-Toolbox. */
export interface ToolboxParts<D extends ToolboxDefinition> {
  readonly typeAttribute: readonly { readonly name: string; readonly value: string }[];
  readonly timestamps: Part<D, "created", "createdAt"> & Part<D, "modified", "updatedAt">;
  readonly storedAs: Renamed<D, "created", "_ct"> & Renamed<D, "modified", "_md">;
}

/** What the definition says of a timestamp: `false`, or an object; `{}` where it says nothing. */
type Said<D, W extends string> = D extends { readonly timestamps: infer T }
  ? T extends false
    ? false
    : T extends { readonly [P in W]: infer O }
      ? O extends true
        ? Record<never, never>
        : O
      : Record<never, never>
  : Record<never, never>;
type Name<O, Default> = O extends { readonly name: infer N extends string } ? N : Default;
type Part<D, W extends string, As extends string> =
  Said<D, W> extends false ? Record<never, never> : { readonly [P in As]: Name<Said<D, W>, W> };
type Renamed<D, W extends string, Default extends string> =
  Said<D, W> extends false
    ? Record<never, never>
    : {
        readonly [P in Name<Said<D, W>, W>]: Said<D, W> extends { readonly savedAs: infer S extends string }
          ? S
          : Default;
      };

/**
 * The parts of an entity's definition under which it reads and writes the items of an entity of DynamoDB-Toolbox: the
 * attribute with its name, and timestamps. Toolbox computes keys by functions of yours (`computeKey`, `link`, `prefix`): write
 * the same keys as templates.
 *
 * @example
 * const Task = defineEntity({
 *   name: "Task",
 *   table: taskTable,
 *   schema: z.object({ userId: z.string(), taskId: z.string(), title: z.string() }),
 *   key: { PK: "USER#{userId}", SK: "TASK#{taskId}" },
 *   ...toolbox({ entity: "Task" }),
 * });
 */
export function toolbox<const D extends ToolboxDefinition>(definition: D): ToolboxParts<D> {
  const { entity, entityAttribute = true, entityAttributeSavedAs = "_et", timestamps = true } = definition;
  const said = typeof timestamps === "object" ? timestamps : { created: timestamps, modified: timestamps };
  const created = timestampOf(said.created, "created", "_ct");
  const modified = timestampOf(said.modified, "modified", "_md");
  const parts = {
    typeAttribute: entityAttribute === false ? [] : [{ name: entityAttributeSavedAs, value: entity }],
    timestamps: { ...(created && { createdAt: created.name }), ...(modified && { updatedAt: modified.name }) },
    storedAs: {
      ...(created && { [created.name]: created.savedAs }),
      ...(modified && { [modified.name]: modified.savedAs }),
    },
  };
  // The names are told by the types as they are here, which tests hold together.
  return parts as unknown as ToolboxParts<D>;
}

function timestampOf(
  said: ToolboxTimestamp = true,
  name: string,
  savedAs: string,
): { readonly name: string; readonly savedAs: string } | undefined {
  if (said === false) return undefined;
  return said === true ? { name, savedAs } : { name: said.name ?? name, savedAs: said.savedAs ?? savedAs };
}
