import type { IndexModel } from "keywright";
import { addIndexInput } from "../../model/add-index-input.ts";
import { indexDifferences } from "../../model/differences.ts";
import { type Planning, updateTable, without } from "../planning.ts";
import type { IndexState } from "../state.ts";
import { indexState } from "../state-of-model.ts";
import { capacityInput, newIndexCapacity } from "./capacity.ts";

/** Deletes the global indexes that the model has not. Before all others are added: a table has at most twenty. */
export function planIndexDeletions(p: Planning): void {
  for (const [name, index] of Object.entries(p.now.indexes)) {
    if (p.model.indexes.has(name)) continue;
    const why = `its index '${name}' is not in the model`;
    if (index.type === "local") {
      p.cannot({
        what: `${why}, and is local`,
        instead:
          "A local index stays as long as its table. Put it into the model, or create another table and copy the items.",
      });
      continue;
    }
    p.move({
      sign: "-",
      what: `Delete the global index '${name}'.`,
      why,
      request: updateTable(p, { GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: name } }] }),
      waits: `the index '${name}' is gone`,
      danger: {
        kind: "delete-index",
        why: "queries of the index fail from now on, and making it again reads the whole table",
      },
      after: { ...p.now, indexes: without(p.now.indexes, name), scaling: withoutIndex(p, name) },
    });
  }
}

/** What scales with an index goes with it. */
function withoutIndex(p: Planning, name: string): Planning["now"]["scaling"] {
  return Object.fromEntries(Object.entries(p.now.scaling).filter(([target]) => !target.startsWith(`index/${name}/`)));
}

/** Adds the global indexes that are missing, one by one, and says how to come to what cannot be changed. */
export function planIndexes(p: Planning): void {
  for (const index of p.model.indexes.values()) {
    const found = p.now.indexes[index.name];
    if (found === undefined) planIndex(p, index);
    else sayDifferences(p, index, found);
  }
}

function planIndex(p: Planning, index: IndexModel): void {
  const why = `its ${index.type} index '${index.name}' is missing`;
  if (index.type === "local") {
    p.cannot({
      what: why,
      instead:
        "A local index is made only together with its table. Make it a global index, or create another table and copy the items.",
    });
    return;
  }
  const conflict = typeConflict(p, index);
  if (conflict !== undefined) {
    p.cannot(conflict);
    return;
  }
  const capacity = newIndexCapacity(p, index.name);
  const warm = p.settings.indexes?.[index.name]?.warmThroughput;
  const warmed = warm === undefined ? {} : { indexes: { [index.name]: { warmThroughput: warm } } };
  const { GlobalSecondaryIndexUpdates: [update] = [], ...input } = addIndexInput(p.table, index, warmed);
  const Create = { ...update?.Create, ...capacityInput(capacity) };
  const state: IndexState = { ...indexState(index), capacity, ...(warm && { warmThroughput: warm }) };
  p.move({
    sign: "+",
    what: `Add the global index '${index.name}', and put the items into it that are in the table.`,
    why,
    request: updateTable(p, { ...input, GlobalSecondaryIndexUpdates: [{ Create }] }),
    waits: `the index '${index.name}' is ACTIVE and holds the items that were there before`,
    after: { ...p.now, indexes: { ...p.now.indexes, [index.name]: state } },
  });
}

/** An attribute that is a key already has one type for all indexes. */
function typeConflict(p: Planning, index: IndexModel): { readonly what: string; readonly instead: string } | undefined {
  const { partitionKey, sortKey, indexes } = p.now;
  const keys = [
    partitionKey,
    ...(sortKey === undefined ? [] : [sortKey]),
    ...Object.values(indexes).flatMap((other) => [...other.partitionKeys, ...other.sortKeys]),
  ];
  for (const { name, type } of [...index.partitionKeys, ...index.sortKeys]) {
    const other = keys.find((key) => key.name === name && key.type !== type);
    if (other === undefined) continue;
    return {
      what: `its index '${index.name}' is missing, and its key attribute '${name}' is ${other.type} in a key that is there, ${type} in the model`,
      instead: `An attribute has one type in all keys. Store it under another name as ${type}, and index that.`,
    };
  }
  return undefined;
}

function sayDifferences(p: Planning, index: IndexModel, found: IndexState): void {
  for (const what of indexDifferences(index, { ...found, name: index.name })) {
    p.cannot({
      what,
      instead:
        index.type === "local" || found.type === "local"
          ? "A local index stays as it was made. Create another table with the new index and copy the items."
          : `Keys and projection of an index stay as they were made. Add an index of another name to the model, apply, write the keys of stored items (backfill), let programs query the new one, then take '${index.name}' out of the model.`,
    });
  }
}
