import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import type { WireItem } from "keywright";
import { TestkitError } from "../../error/testkit-error.ts";
import { at, invalid } from "./invalid.ts";
import { isRecord, itemFromJson } from "./wire-json.ts";

/** Items in DynamoDB JSON: a text, or a file or folder. */
export type ItemSource = string | { readonly file: string };

/** An item, and where it stands. */
export interface PlacedItem {
  readonly item: WireItem;
  /** Such as `export/data/a.json.gz:12`. */
  readonly place: string;
}

/**
 * Reads items one by one: lines of `{"Item": {...}}`, as exports to S3 and dumps have them, or one document as the AWS CLI
 * prints it (`scan`, `query`, `get-item`) or takes it (`batch-write-item`). A folder is read file by file; files may be
 * compressed with gzip.
 *
 * @throws {TestkitError} `seed-invalid` where this is none.
 */
export async function* readItems(source: ItemSource): AsyncGenerator<PlacedItem> {
  if (typeof source === "string") yield* readStream(Readable.from([source]), "The text");
  else for (const file of await filesOf(source.file)) yield* readFile(file);
}

async function* readFile(file: string): AsyncGenerator<PlacedItem> {
  const bytes = createReadStream(file);
  yield* readStream(file.endsWith(".gz") ? bytes.pipe(createGunzip()) : bytes, file, bytes);
}

async function filesOf(path: string): Promise<readonly string[]> {
  const found = await stat(path).catch((error: unknown) => {
    throw invalid(path, "the file cannot be read", error);
  });
  if (!found.isDirectory()) return [path];
  const names = (await readdir(path)).filter(
    (name) => /[.](json|jsonl|gz)$/.test(name) && !name.startsWith("manifest"),
  );
  if (names.length === 0) throw invalid(path, "the folder has no files that end with .json, .jsonl or .gz");
  return names.sort().map((name) => join(path, name));
}

async function* readStream(stream: Readable, place: string, source: Readable = stream): AsyncGenerator<PlacedItem> {
  let failure: unknown;
  for (const part of new Set([stream, source])) {
    part.on("error", (error) => {
      failure ??= error;
      stream.destroy();
    });
  }
  let number = 0;
  let document: string[] | undefined;
  try {
    for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
      number++;
      if (document) document.push(line);
      else if (line.trim() !== "") {
        const json = parseLine(line);
        if (isRecord(json) && "Item" in json) yield placed(json.Item, `${place}:${number}`);
        else if (number === 1 || json === undefined) document = [line];
        else throw invalid(`${place}:${number}`, 'the line has no "Item"');
      }
    }
  } catch (error) {
    if (TestkitError.isInstance(error)) throw error;
    failure ??= error;
  } finally {
    source.destroy();
  }
  if (failure !== undefined) throw invalid(place, "the file cannot be read", failure);
  if (document) yield* readDocument(document.join("\n"), place, number - document.length + 1);
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function* readDocument(text: string, place: string, line: number): Generator<PlacedItem> {
  if (text.startsWith("$ion")) throw invalid(place, "this is Amazon Ion: export the table as DynamoDB JSON");
  const json = parseLine(text);
  if (json === undefined) throw invalid(`${place}:${line}`, "this is no JSON, or JSON that was cut off");
  const items = itemsOf(json, place);
  for (const [i, item] of items.entries()) yield placed(item, `${place}, item ${i + 1}`);
}

function itemsOf(json: unknown, place: string): readonly unknown[] {
  if (isRecord(json)) {
    if ("NewImage" in json || "OldImage" in json) {
      throw invalid(place, "this is an incremental export, which has changes and not items: make a full export");
    }
    if ("Item" in json) return [json.Item];
    if (Array.isArray(json.Items)) return json.Items;
    const requests = Object.values(json).flatMap((list) => (Array.isArray(list) ? list : [undefined]));
    if (requests.length > 0 && requests.every((request) => isRecord(request) && isRecord(request.PutRequest))) {
      return requests.map((request) => request.PutRequest.Item);
    }
  }
  throw invalid(
    place,
    'this has no items: what is read are lines of {"Item": {...}} as an export has them, or the output of `aws dynamodb scan`, {"Items": [...]}',
  );
}

function placed(json: unknown, place: string): PlacedItem {
  return { item: at(place, () => itemFromJson(json)), place };
}
