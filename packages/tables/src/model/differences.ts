import type { IndexModel, KeyAttribute, TableModel } from "keywright";
import type { TableDescription } from "../describe/table-description.ts";

/** What the table has other than its model says, one sentence each. A time to live that is off is no difference: it can be put on. */
export function tableDifferences(model: TableModel, found: TableDescription): string[] {
  const differences = keyDifferences(model, found);
  for (const index of model.indexes.values()) {
    const there = found.indexes.get(index.name);
    if (there === undefined) differences.push(`its ${index.type} index '${index.name}' is missing${advice(index)}`);
    else differences.push(...indexDifferences(index, there));
  }
  for (const name of found.indexes.keys()) {
    if (!model.indexes.has(name)) differences.push(`its index '${name}' is not in the model`);
  }
  if (model.stream !== undefined && model.stream !== found.stream?.view) {
    differences.push(
      `its stream is ${found.stream === undefined ? "off" : `of ${found.stream.view}`}, and of ${model.stream} in the model`,
    );
  }
  const { timeToLive } = found;
  if (timeToLive !== undefined && timeToLive.attribute !== model.timeToLive) {
    differences.push(
      `its items expire by '${timeToLive.attribute}', and ${model.timeToLive === undefined ? "never" : `by '${model.timeToLive}'`} in the model`,
    );
  }
  return differences;
}

/** The same for the table's own key. */
export function keyDifferences(model: TableModel, found: Pick<TableDescription, "partitionKey" | "sortKey">): string[] {
  const wanted = keyText([model.partitionKey], model.sortKey === undefined ? [] : [model.sortKey]);
  const actual = keyText([found.partitionKey], found.sortKey === undefined ? [] : [found.sortKey]);
  return wanted === actual ? [] : [`its key is ${actual}, and ${wanted} in the model`];
}

/** What the index has other than its model says, one sentence each. */
export function indexDifferences(model: IndexModel, found: IndexModel): string[] {
  const differences: string[] = [];
  const name = `index '${model.name}'`;
  if (model.type !== found.type) differences.push(`its ${name} is ${found.type}, and ${model.type} in the model`);
  const wanted = keyText(model.partitionKeys, model.sortKeys);
  const actual = keyText(found.partitionKeys, found.sortKeys);
  if (wanted !== actual) differences.push(`the key of its ${name} is ${actual}, and ${wanted} in the model`);
  const projected = projectionText(found);
  if (projected !== projectionText(model)) {
    differences.push(`its ${name} projects ${projected}, and ${projectionText(model)} in the model`);
  }
  return differences;
}

function keyText(partitionKeys: readonly KeyAttribute[], sortKeys: readonly KeyAttribute[]): string {
  const text = (keys: readonly KeyAttribute[]): string =>
    keys.map(({ name, type }) => `'${name}' (${type})`).join(", ");
  return sortKeys.length === 0 ? `${text(partitionKeys)} alone` : `${text(partitionKeys)} with ${text(sortKeys)}`;
}

// The order of projected attributes means nothing.
function projectionText({ projection }: IndexModel): string {
  if (typeof projection === "string") return projection;
  return [...projection]
    .sort()
    .map((name) => `'${name}'`)
    .join(", ");
}

function advice(index: IndexModel): string {
  return index.type === "global"
    ? " (addIndex() adds it)"
    : " (a local index can be made only together with its table)";
}
