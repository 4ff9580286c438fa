import { areKeysApart, sharedKey } from "../key/collide.ts";
import type { KeyTemplate } from "../key/template.ts";
import type { Problems } from "../table/problems.ts";
import type { AnyTable } from "../table/table.ts";
import type { EntityModel } from "./model.ts";
import type { Unique } from "./unique.ts";

/** What can be stored in a table: items of an entity, or claims of its unique attributes. */
interface Registered {
  readonly name: string;
  readonly key: readonly KeyTemplate[];
}

export function register(table: AnyTable, model: EntityModel, unique: Unique | undefined): void {
  add(registry(table), model);
  if (unique) for (const claims of claimsOf(model.name, unique)) add(registry(unique.table), claims);
}

// The table lies below entities and knows of their names only; nothing but `register` adds to it.
function registry(table: AnyTable): Map<string, Registered> {
  return table["~entities"] as Map<string, Registered>;
}

function claimsOf(entity: string, unique: Unique): readonly Registered[] {
  return unique.model.constraints.map(({ name, key }) => ({ name: `unique.${name} of ${entity}`, key }));
}

/** Reports entities of the table with this name, and those that could write an item with the same key. */
export function checkRegistered(
  problems: Problems,
  table: AnyTable,
  name: string,
  key: readonly KeyTemplate[] | undefined,
  unique: Unique | undefined,
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
  // Asked of each two entities of a table, and nearly always answered by this.
  if (mayShare(key, beginnings(entities))) checkEach(problems, name, key, entities);
  if (unique) checkClaims(problems, table, name, key, unique);
}

function checkEach(
  problems: Problems,
  name: string,
  key: readonly KeyTemplate[],
  entities: ReadonlyMap<string, Registered>,
): void {
  for (const other of entities.values()) {
    const found = sharedBy(key, other);
    if (found === undefined) continue;
    problems.add(
      "key",
      `an item of '${name}' and one of '${other.name}' (${found.texts}) can have the same key (${found.example}), and one would overwrite the other: give one of the two another literal, take values of a fixed form such as z.uuid(), or write {attribute:escaped}`,
    );
  }
}

function checkClaims(
  problems: Problems,
  table: AnyTable,
  name: string,
  key: readonly KeyTemplate[],
  unique: Unique,
): void {
  const stored = [...registry(unique.table).values(), ...(unique.table === table ? [{ name, key }] : [])];
  for (const claims of claimsOf(name, unique)) {
    const other = stored.find((each) => sharedBy(claims.key, each));
    const found = other && sharedBy(claims.key, other);
    if (!found) continue;
    problems.add(
      "unique",
      `a claim and an item of '${other.name}' (${found.texts}) can have the same key (${found.example}), and one would overwrite the other: begin the key of '${other.name}' with a literal, or give '${name}' a uniqueTable of its own`,
    );
  }
}

/** What the keys of a table begin with: the literals of their sort keys, or of their partition keys where they have no others. */
interface Beginnings {
  count: number;
  /** All in one text, each behind a mark: whether one begins with something is asked of all of them at once. */
  marked: string;
  readonly texts: Set<string>;
  readonly lengths: number[];
  /** The number of their key attributes; `undefined` where there are several. */
  size: number | undefined;
}

// A text may have it, too: then more keys are compared than need be.
const mark = "\u0000";

const known = new WeakMap<ReadonlyMap<string, Registered>, Beginnings>();

/** Whether a key and one that is registered may be the same, as far as their beginnings tell. */
function mayShare(key: readonly KeyTemplate[], { marked, texts, lengths, size }: Beginnings): boolean {
  if (texts.size === 0) return false;
  if (size !== key.length) return true;
  const begins = beginningOf(key);
  if (marked.includes(mark + begins)) return true;
  return lengths.some((length) => length < begins.length && texts.has(begins.slice(0, length)));
}

function beginnings(entities: ReadonlyMap<string, Registered>): Beginnings {
  const before = known.get(entities);
  // Another copy of the library may have registered entities as well.
  if (before?.count === entities.size) return before;
  const all: Beginnings = { count: 0, marked: "", texts: new Set(), lengths: [], size: undefined };
  for (const { key } of entities.values()) note(all, key);
  known.set(entities, all);
  return all;
}

function note(all: Beginnings, key: readonly KeyTemplate[]): void {
  const text = beginningOf(key);
  if (all.count === 0) all.size = key.length;
  else if (all.size !== key.length) all.size = undefined;
  all.count++;
  all.marked += mark + text;
  all.texts.add(text);
  if (!all.lengths.includes(text.length)) all.lengths.push(text.length);
}

function add(entities: Map<string, Registered>, registered: Registered): void {
  entities.set(registered.name, registered);
  const all = known.get(entities);
  if (all?.count === entities.size - 1) note(all, registered.key);
}

/** What sort keys begin with; partition keys are often the same. */
function beginningOf(key: readonly KeyTemplate[]): string {
  const part = key.at(-1)?.parts[0];
  return part?.kind === "literal" ? part.text : "";
}

function sharedBy(
  key: readonly KeyTemplate[],
  other: Registered,
): { readonly example: string; readonly texts: string } | undefined {
  if (areKeysApart(key, other.key)) return undefined;
  const shared = key.map((template, i) => {
    const its = other.key[i];
    return its && sharedKey(template, its);
  });
  if (shared.includes(undefined)) return undefined;
  const example = key.map(({ keyAttribute }, i) => `${keyAttribute.name} ${JSON.stringify(shared[i])}`).join(", ");
  return { example, texts: other.key.map(({ text }) => `"${text}"`).join(", ") };
}
