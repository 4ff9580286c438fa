import type { RequestName, Requests } from "../transport.ts";
import { decodeItem, each, isObject, mayHaveBinary } from "./binary.ts";
import { type Scanned, scanJson } from "./scan-json.ts";

type Content = Record<string, unknown>;

/**
 * An answer in DynamoDB's JSON as the SDK gives it, `$metadata` apart: binary values as bytes, members that are `null` left
 * out. Only an answer with binary values is walked through.
 *
 * @throws SyntaxError where the body is no JSON
 */
export function readAnswer<N extends RequestName>(
  name: N,
  body: Uint8Array | string,
): Omit<Requests[N]["output"], "$metadata"> {
  const { value, mayHaveBinary } = readJson(body);
  const content: Content = isObject(value) ? value : {};
  for (const member in content) if (content[member] === null) delete content[member];
  if (mayHaveBinary) decoders[name](content);
  // What the service answers is of this form.
  return content as never;
}

function readJson(body: Uint8Array | string): Scanned {
  const scanned =
    typeof body === "string" ? undefined : scanJson(Buffer.from(body.buffer, body.byteOffset, body.byteLength));
  if (scanned) return scanned;
  const text = textOf(body);
  return { value: text === "" ? {} : JSON.parse(text), mayHaveBinary: mayHaveBinary(text) };
}

export function textOf(body: Uint8Array | string): string {
  return typeof body === "string" ? body : Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString();
}

const decodeHolder = (holder: unknown): void => {
  if (isObject(holder)) decodeItem(holder.Item);
};

const decodeMetrics = (metrics: unknown): void => {
  if (isObject(metrics)) decodeItem(metrics.ItemCollectionKey);
};

function decodeWrite({ Attributes, ItemCollectionMetrics }: Content): void {
  decodeItem(Attributes);
  decodeMetrics(ItemCollectionMetrics);
}

function decodePage({ Items, LastEvaluatedKey }: Content): void {
  each(Items, decodeItem);
  decodeItem(LastEvaluatedKey);
}

const decodeTableMetrics = (metrics: unknown): void => each(metrics, (ofTable) => each(ofTable, decodeMetrics));

/** Where attribute values stand in answers. */
const decoders: { readonly [N in RequestName]: (content: Content) => void } = {
  GetItem: decodeHolder,
  PutItem: decodeWrite,
  UpdateItem: decodeWrite,
  DeleteItem: decodeWrite,
  Query: decodePage,
  Scan: decodePage,
  BatchGetItem({ Responses, UnprocessedKeys }) {
    each(Responses, (items) => each(items, decodeItem));
    each(UnprocessedKeys, (request) => isObject(request) && each(request.Keys, decodeItem));
  },
  BatchWriteItem({ UnprocessedItems, ItemCollectionMetrics }) {
    each(UnprocessedItems, (requests) => each(requests, decodeWriteRequest));
    decodeTableMetrics(ItemCollectionMetrics);
  },
  TransactGetItems: ({ Responses }) => each(Responses, decodeHolder),
  TransactWriteItems: ({ ItemCollectionMetrics }) => decodeTableMetrics(ItemCollectionMetrics),
};

function decodeWriteRequest(request: unknown): void {
  if (!isObject(request)) return;
  decodeHolder(request.PutRequest);
  if (isObject(request.DeleteRequest)) decodeItem(request.DeleteRequest.Key);
}
