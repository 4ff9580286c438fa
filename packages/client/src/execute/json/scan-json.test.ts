// A comparison that is not misled by attributes named `constructor`.
import { deepStrictEqual } from "node:assert/strict";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readAnswer } from "./read-answer.ts";
import { type Scanned, scanJson } from "./scan-json.ts";
import { item, onTheWire } from "./test-support.ts";

const scan = (text: string): Scanned | undefined => scanJson(Buffer.from(text));

/** Compares with what `JSON.parse` makes of bytes; says whether the scanner knew. */
function compare(bytes: Buffer): boolean {
  const scanned = scanJson(bytes);
  if (scanned) deepStrictEqual(scanned.value, JSON.parse(bytes.toString()));
  return scanned !== undefined;
}

/** The same of what may be no JSON: then the scanner gives up. */
function expectAsJson(bytes: Buffer): void {
  try {
    JSON.parse(bytes.toString());
  } catch {
    expect(scanJson(bytes)).toBeUndefined();
    return;
  }
  expect(compare(bytes)).toBe(true);
}

/** The same JSON with ASCII in place of all else, and without escapes. */
const madePlain = (json: string): string => json.replaceAll(/\\u[\da-f]{4}|\\.|[^\x20-\x7f]/g, "x");

test("items are scanned, and are what JSON.parse makes of them", () => {
  fc.assert(
    fc.property(fc.array(item, { maxLength: 4 }), fc.boolean(), fc.boolean(), (items, whole, plain) => {
      const json = JSON.stringify(onTheWire(whole ? { Items: items, Count: items.length } : items));
      const answer = plain ? madePlain(json) : json;
      // Names that no object can simply be given are the one thing that is left to JSON.parse.
      expect(compare(Buffer.from(answer))).toBe(!answer.includes('"__proto__":'));
    }),
    { numRuns: 500 },
  );
});

test("any JSON is scanned, and is what JSON.parse makes of it", () => {
  const value = fc.jsonValue({ stringUnit: "binary", maxDepth: 5 });
  fc.assert(
    fc.property(value, (any) => {
      const text = JSON.stringify(any);
      expect(compare(Buffer.from(text))).toBe(!text.includes('"__proto__":'));
    }),
    { numRuns: 500 },
  );
});

test("damaged texts are scanned as JSON.parse reads them, or not at all", () => {
  const bytes = fc.uint8Array({ maxLength: 3 });
  const special = fc
    .constantFrom(...'{}[]",:\\ \n0-1.eE\u0000tfn', "null", "\\u00e9", '{"S":"', '"M":{', "é")
    .map((text) => Buffer.from(text));
  const damage = fc.record({
    place: fc.double({ min: 0, max: 1, noNaN: true }),
    left: fc.nat(3),
    put: fc.oneof(bytes, special),
  });
  fc.assert(
    fc.property(
      fc.array(item, { minLength: 1, maxLength: 2 }),
      fc.boolean(),
      fc.array(damage, { minLength: 1, maxLength: 3 }),
      (items, plain, all) => {
        const json = JSON.stringify(onTheWire({ Items: items, Count: 1.5e3 }));
        let text = Buffer.from(plain ? madePlain(json) : json);
        for (const { place, left, put } of all) {
          const from = Math.floor(place * text.length);
          text = Buffer.concat([text.subarray(0, from), put, text.subarray(from + left)]);
        }
        // Throws where the scanner knows what JSON.parse does not.
        compare(text);
      },
    ),
    { numRuns: 2_000 },
  );
});

test("texts end where they do, wherever they lie in memory", () => {
  const byte = fc.oneof({ weight: 20, arbitrary: fc.integer({ min: 0x20, max: 0x7f }) }, fc.nat(255));
  const isText = (one: number): boolean => one >= 0x20 && one !== 0x22 && one !== 0x5c;
  fc.assert(
    fc.property(fc.array(byte, { maxLength: 40 }), fc.nat(7), fc.nat(4), (all, offset, more) => {
      const [head, text, tail] = ['{"a":{"S":"', Buffer.from(all), `"}${',"b":1'.repeat(more)}}`] as const;
      const json = Buffer.concat([Buffer.from(head), text, Buffer.from(tail)]);
      const memory = Buffer.concat([Buffer.alloc(offset, 0xff), json, Buffer.from('"')]);
      const place = memory.subarray(offset, offset + json.length);
      if (text.every(isText)) expect(compare(place)).toBe(true);
      else expectAsJson(place);
    }),
    { numRuns: 2_000 },
  );
});

test.each([0x00, 0x1f, 0x20, 0x21, 0x22, 0x23, 0x5b, 0x5c, 0x5d, 0x7f, 0x80, 0xff])(
  "byte %i is seen at any place",
  (odd) => {
    for (const usual of [0x20, 0x21, 0x23, 0x5b, 0x5d, 0x61, 0x7f]) {
      for (let place = 0; place < 13; place++) {
        const text = Buffer.alloc(13, usual);
        text[place] = odd;
        expectAsJson(Buffer.concat([Buffer.from('{"S":"'), text, Buffer.from('"}')]));
      }
    }
  },
);

test("white space, and values that are nested too deep for functions, are left to JSON.parse", () => {
  expect(scan('{"Item": {}}')).toBeUndefined();
  expect(scan("{} ")).toBeUndefined();
  const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
  expect(scan(deep)).toBeUndefined();
  expect(readAnswer("GetItem", Buffer.from(` {"Item":{"a":{"L":${deep}}}}`))).toHaveProperty("Item.a.L");
});

test("maps with attributes that have the names of types are maps", () => {
  const texts = [
    '{"M":{"S":{"S":"a"},"N":{"N":"1"},"L":{"L":[]},"M":{"M":{}},"BOOL":{"BOOL":true}}}',
    '{"L":{"S":"a"},"S":"b","N":"1"}',
    '{"BOOL":true,"M":{"M":{"M":{"M":{},"x":1},"x":1},"x":1},"BOOL":false}',
    '{"S":"a","S":"b"}',
    '{"0":{"S":"a"},"a":{"S":"b"},"00":{"N":"-0"},"":{"NULL":true}}',
  ];
  for (const text of texts) expect(compare(Buffer.from(text))).toBe(true);
});

test("binary values are found, however their type is written", () => {
  expect(scan('{"Item":{"a":{"B":"AA=="}}}')?.mayHaveBinary).toBe(true);
  expect(scan('{"Item":{"a":{"\\u0042S":["AA=="]}}}')?.mayHaveBinary).toBe(true);
  expect(scan('{"Item":{"a":{"S":"B"},"BB":{"SS":["BS"]}}}')?.mayHaveBinary).toBe(false);
  // Once more, with names that are expected.
  expect(scan('{"Item":{"a":{"B":"AA=="}}}')?.mayHaveBinary).toBe(true);
  expect(scan('{"Item":{"a":{"S":"B"}}}')?.mayHaveBinary).toBe(false);
});

test("names in any order and in any number are read", () => {
  const names = fc.array(fc.string({ unit: "grapheme", minLength: 1, maxLength: 300 }), { maxLength: 60 });
  fc.assert(
    fc.property(fc.array(names, { maxLength: 100 }), (lists) => {
      const items = lists.map((list) => Object.fromEntries(list.map((name) => [name, { S: name }])));
      const text = JSON.stringify(items);
      expect(compare(Buffer.from(text))).toBe(!text.includes('"__proto__":'));
    }),
    { numRuns: 100 },
  );
});

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

test("an answer that was scanned is not kept until the next one comes", () => {
  const size = 50_000_000;
  const scanLarge = (): boolean => {
    const body = Buffer.alloc(size, " ");
    body.write('{"a":{"S":"');
    body.write('"}}', size - 3);
    return scanJson(body) !== undefined;
  };
  expect(scanLarge()).toBe(true);
  collect();
  expect(process.memoryUsage().arrayBuffers).toBeLessThan(size / 2);
});

test("a text that is kept does not keep its answer", () => {
  const filler = "x".repeat(500_000);
  const kept: unknown[] = [];
  collect();
  const before = process.memoryUsage().heapUsed;
  for (let i = 0; i < 40; i++) {
    const answer = {
      Items: [{ id: { S: `a text of a certain length, number ${i}` }, filler: { S: filler } }],
      Count: 1,
    };
    const scanned = scan(JSON.stringify(answer))?.value as typeof answer | undefined;
    for (const { id } of scanned?.Items ?? []) kept.push(id.S);
  }
  collect();
  expect(kept).toHaveLength(40);
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(10_000_000);
});
