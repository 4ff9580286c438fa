import type { ContenderKind } from "../contenders/contenders.ts";
import type { Store } from "../contenders/store.ts";
import { bodyOf, storedItems, stubbedStore } from "../contenders/stub.ts";

/** As many of these items as make about 1 MB, which is a page of DynamoDB. */
const itemsOfPage = 1000;

/** A store whose partition has `count` items: the same ones on each page. */
export function largePartition(kind: ContenderKind, count: number, pageItems = itemsOfPage): Store {
  if (count % pageItems !== 0) throw new RangeError(`Pages have ${pageItems} items`);
  const hundred = storedItems(kind);
  const items = JSON.stringify(Array.from({ length: pageItems }, (_, i) => hundred[i % hundred.length]));
  const encoder = new TextEncoder();
  return stubbedStore((operation, request) => {
    if (operation !== "Query") throw new Error(`The stub has no answer to ${operation}`);
    const start = bodyOf(request).ExclusiveStartKey as { SK: { S: string } } | undefined;
    const read = Number(start?.SK.S.replace("TASK#", "") ?? 0) + pageItems;
    const last = { PK: { S: "USER#user-7f3a" }, SK: { S: `TASK#${read}` } };
    const more = read < count ? `,"LastEvaluatedKey":${JSON.stringify(last)}` : "";
    return encoder.encode(`{"Items":${items},"Count":${pageItems},"ScannedCount":${pageItems}${more}}`);
  });
}
