import { LimitError } from "../error/limit-error.ts";
import type { AttributeValue } from "../wire/attribute-value.ts";
import { valueSize } from "../wire/size.ts";
import type { KeyTemplate } from "./template.ts";

/** Bytes of a partition key. */
export const partitionLimit = 2048;
/** Bytes of a sort key; of one made of several attributes, all together. */
export const sortLimit = 1024;

/** @throws LimitError where a key has more bytes than DynamoDB accepts in its place */
export function checkKeyLength(
  { keyAttribute, text, attributes, limit }: KeyTemplate,
  bytes: number,
  entity: string,
): void {
  if (bytes <= limit) return;
  const [attribute = keyAttribute.name] = attributes;
  throw new LimitError({
    entity,
    limit: limit === sortLimit ? "sort-key-size" : "partition-key-size",
    maximum: limit,
    actual: bytes,
    unit: "bytes",
    path: [attribute],
    message: `${attribute} makes the key attribute ${keyAttribute.name} ('${text}') ${bytes} bytes long; DynamoDB allows ${limit}. Shorten it, or take it out of the key`,
  });
}

/** @throws LimitError where the attributes of one sort key together have more bytes than DynamoDB accepts */
export function checkSortLength(
  templates: readonly KeyTemplate[],
  stored: (keyAttribute: string) => AttributeValue | undefined,
  entity: string,
): void {
  if (templates.length < 2) return;
  let bytes = 0;
  for (const { keyAttribute } of templates) {
    const value = stored(keyAttribute.name);
    // An item that lacks one of them is not in the index.
    if (value === undefined) return;
    bytes += valueSize(value);
  }
  if (bytes <= sortLimit) return;
  const names = templates.map(({ keyAttribute }) => keyAttribute.name).join(", ");
  throw new LimitError({
    entity,
    limit: "sort-key-size",
    maximum: sortLimit,
    actual: bytes,
    unit: "bytes",
    message: `the sort key of ${names} is ${bytes} bytes long; DynamoDB allows ${sortLimit} in all of them together. Shorten one, or take it out of the key`,
  });
}
