import { createHmac } from "node:crypto";
import { ExistsNode, eq, PathNode } from "@keywright/expressions";
import { bytes, defineTable } from "@keywright/schema";
import * as fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import * as z from "zod";
import { defineEntity } from "../definition/define-entity.ts";
import { CursorError } from "../error/cursor-error.ts";
import { connect } from "../feature/connect.ts";
import type { Operation } from "../operation/operation.ts";
import { Event, Task } from "../testing/models.ts";
import { stubClient } from "../testing/stub-client.ts";
import { type UntypedEntity, untyped } from "../testing/untyped.ts";
import { type CursorState, decodeCursor, encodeCursor, type Position } from "./cursor.ts";
import { cursorsOf } from "./read/cursors.ts";
import { targetOf } from "./read/target.ts";

const position = { pk: { S: "d" }, seq: { N: "3" } };

/** A cursor as a page of this query gives it. */
async function cursorOf(
  operation: Operation<unknown>,
  last: object = position,
  cursorSecret?: string,
): Promise<string> {
  const db = connect(stubClient({ Items: [], LastEvaluatedKey: last }), cursorSecret ? { cursorSecret } : {});
  const { cursor } = (await db.send(operation)) as { readonly cursor: string };
  expect(cursor).toEqual(expect.any(String));
  return cursor;
}

/** Why a cursor is refused; nothing is sent then. */
async function problem(operation: Operation<unknown>, cursorSecret?: string): Promise<string> {
  const client = stubClient();
  const error: unknown = await connect(client, cursorSecret ? { cursorSecret } : {})
    .send(operation)
    .catch((reason: unknown) => reason);
  expect(client.sent).toEqual([]);
  if (!CursorError.isInstance(error)) throw error;
  return error.problem;
}

/** A cursor that a client made itself, with the checksum that anybody can make. */
function forge(payload: unknown): string {
  const body = Buffer.from(typeof payload === "string" ? payload : JSON.stringify(payload)).toString("base64url");
  return `${body}.${createHmac("sha256", "keywright cursor").update(body).digest("base64url").slice(0, 22)}`;
}

describe("a cursor", () => {
  test.each([
    ["another type", ["S", "3"]],
    ["no number", ["N", "three"]],
    ["no number, but something that JavaScript takes for one", ["N", ""]],
  ])("whose key attribute has %s is refused before the service refuses it", async (_what, key) => {
    const cursor = await cursorOf(Event.query({ device: "d" }));
    const payload = JSON.parse(Buffer.from(cursor.split(".")[0] ?? "", "base64url").toString());
    const [version, query, model, direction] = payload;
    const forged = forge([version, query, model, direction, [[["S", "d"], key]]]);
    expect(await problem(Event.query({ device: "d" }, { cursor: forged }))).toBe("malformed");
    const same = forge([
      version,
      query,
      model,
      direction,
      [
        [
          ["S", "d"],
          ["N", "3"],
        ],
      ],
    ]);
    expect(same).toBe(cursor);
  });

  test("is the position that the same query goes on after, whatever it is read with", async () => {
    const cursor = await cursorOf(Event.query({ device: "d" }));
    for (const options of [{}, { limit: 3, pageSize: 10, select: ["message"], consistent: true }]) {
      expect(Event.query({ device: "d" }, { ...options, cursor }).toRequest().ExclusiveStartKey).toEqual(position);
    }
  });

  test("of an index has its keys and those of the table; binary ones too", async () => {
    const last = { GSI1PK: { S: "STATUS#OPEN" }, GSI1SK: { S: "x" }, PK: { S: "p" }, SK: { S: "s" } };
    const query = (cursor?: string): Operation<unknown, { readonly ExclusiveStartKey?: unknown }> =>
      Task.indexes.byStatus.query({ status: "OPEN" }, { cursor });
    expect(query(await cursorOf(query(), last)).toRequest().ExclusiveStartKey).toEqual(last);

    const table = defineTable({ name: "Hashes", partitionKey: { id: "S" }, sortKey: { hash: "B" } });
    const Hash = untyped(defineEntity({ name: "Hash", table, schema: z.object({ id: z.string(), hash: bytes() }) }));
    const binary = { id: { S: "a" }, hash: { B: new Uint8Array([0, 255]) } };
    const cursor = await cursorOf(Hash.query({ id: "a" }), binary);
    expect(Hash.query({ id: "a" }, { cursor }).toRequest().ExclusiveStartKey).toEqual(binary);
  });

  test.each([
    ["another key", () => Event.query({ device: "e" })],
    ["another range", () => Event.query({ device: "d", seq: { gt: 1 } })],
    ["another order", () => Event.query({ device: "d" }, { order: "descending" })],
    ["another condition", () => Event.query({ device: "d" }, { where: (e) => eq(e.message, "m") })],
  ])("of another query is refused: %s", async (_name, other) => {
    const cursor = await cursorOf(other());
    expect(await problem(Event.query({ device: "d" }, { cursor }))).toBe("other-query");
  });

  test("of a changed model is refused", async () => {
    const versionOf = (key: string): UntypedEntity => {
      const table = defineTable({ name: "Versions", partitionKey: { PK: "S" } });
      return untyped(
        defineEntity({ name: "E", table, schema: z.object({ id: z.string() }), key: { PK: key as "E#{id}" } }),
      );
    };
    const cursor = await cursorOf(versionOf("E#{id}").query({ id: "a" }), { PK: { S: "E#a" } });
    expect(await problem(versionOf("F#{id}").query({ id: "a" }, { cursor }))).toBe("other-model");
  });

  test("that was tampered with is refused", async () => {
    const cursor = await cursorOf(Event.query({ device: "d" }));
    const [body = "", checksum = ""] = cursor.split(".");
    const flipped = `${body.startsWith("A") ? "B" : "A"}${body.slice(1)}.${checksum}`;
    expect(await problem(Event.query({ device: "d" }, { cursor: flipped }))).toBe("tampered");
  });

  test.each(["", ".", "x", "a.b", "a.b.c", `${"a".repeat(10)}.${"b".repeat(21)}`, null, 5, {}])(
    "that is none is refused: %j",
    async (cursor) => {
      expect(await problem(Event.query({ device: "d" }, { cursor }))).toBe("malformed");
    },
  );

  test("that somebody made without knowing the form is refused, and is no crash", async () => {
    const [body = ""] = (await cursorOf(Event.query({ device: "d" }))).split(".");
    const [version, query, model] = JSON.parse(Buffer.from(body, "base64url").toString()) as unknown[];
    const forged = [
      "not json",
      "null",
      {},
      [],
      [1, query, model, "f", [0]],
      [version, query, model, [0]],
      [version, query, model, "x", [0]],
      [version, query, model, "f", 0],
      [version, query, model, "f", [2]],
      [version, query, model, "f", [[5, null]]],
      [version, query, model, "f", [[["S"], ["N", 3]]]],
      [
        version,
        query,
        model,
        "f",
        [
          [
            ["X", "d"],
            ["N", "3"],
          ],
        ],
      ],
    ];
    for (const payload of forged) {
      expect(await problem(Event.query({ device: "d" }, { cursor: forge(payload) }))).toBe("malformed");
    }
    for (const positions of [[], [0, 0], [[["S", "d"]]]]) {
      const cursor = forge([version, query, model, "f", positions]);
      expect(await problem(Event.query({ device: "d" }, { cursor }))).toBe("other-query");
    }
  });

  test("that is signed is of no use without the secret, or with another", async () => {
    const cursor = await cursorOf(Event.query({ device: "d" }), position, "one");
    const again = Event.query({ device: "d" }, { cursor });
    expect(await problem(again)).toBe("tampered");
    expect(await problem(again, "two")).toBe("tampered");
    const client = stubClient({});
    await connect(client, { cursorSecret: "one" }).send(again);
    expect(client.sent[0]?.input.ExclusiveStartKey).toEqual(position);
    const unsigned = await cursorOf(Event.query({ device: "d" }));
    expect(await problem(Event.query({ device: "d" }, { cursor: unsigned }), "one")).toBe("tampered");
  });
});

describe("a state", () => {
  const scope = { entity: "E", query: "q", model: "m", attributes: ["a", "b", "c"], lanes: 2, secret: undefined };
  const key = fc.record({
    a: fc.record({ S: fc.string({ unit: "grapheme" }) }),
    b: fc.record({ N: fc.bigInt().map(String) }),
    c: fc.record({ B: fc.uint8Array() }),
  });
  const position: fc.Arbitrary<Position> = fc.oneof(fc.constantFrom("start" as const, "end" as const), key);
  const states: fc.Arbitrary<CursorState> = fc.record({
    direction: fc.constantFrom("forward", "backward"),
    positions: fc.tuple(position, position),
  });

  test("comes back as it was", () => {
    fc.assert(
      fc.property(states, (state) => {
        expect(decodeCursor(encodeCursor(state, scope), scope)).toEqual(state);
      }),
    );
  });

  test("is refused where any character was changed", () => {
    fc.assert(
      fc.property(states, fc.nat(), fc.constantFrom(..."Ab0-_.=% "), (state, at, character) => {
        const cursor = encodeCursor(state, scope);
        const changed = cursor.slice(0, at % cursor.length) + character + cursor.slice((at % cursor.length) + 1);
        fc.pre(changed !== cursor);
        expect(() => decodeCursor(changed, scope)).toThrow(CursorError);
      }),
    );
  });

  test("is hashed only when it is needed, and once", () => {
    const description = Event.query({ device: "d" })["~operation"];
    if (description.verb !== "query") expect.unreachable();
    const where = { ...ExistsNode(PathNode(["msg"])), toJSON: vi.fn<() => string>() };
    const { model } = description;
    const target = targetOf(model, undefined);
    const cursors = cursorsOf(
      { subject: "E", models: [model], target, partitions: [], parts: [where], lanes: 1 },
      undefined,
      undefined,
    );
    expect(cursors.start).toBeUndefined();
    expect(where.toJSON).not.toHaveBeenCalled();
    const after = { direction: "forward", positions: [{ pk: { S: "d" }, seq: { N: "3" } }] } as const;
    expect(cursors.at(after)).toBe(cursors.at(after));
    expect(where.toJSON).toHaveBeenCalledTimes(1);
  });
});
