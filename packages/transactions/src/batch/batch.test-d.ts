import { type BatchIncompleteError, defineEntity, type Operation } from "@keywright/client";
import { defineTable } from "@keywright/schema";
import { expectTypeOf, test } from "vitest";
import * as z from "zod";
import { batchGet } from "./batch-get.ts";
import { batchWrite } from "./batch-write.ts";

const table = defineTable({ name: "T", partitionKey: { PK: "S" } });
const Plain = defineEntity({
  name: "Plain",
  table,
  schema: z.object({ id: z.string(), text: z.string(), count: z.number().optional() }),
  key: { PK: "PLAIN#{id}" },
});
const Versioned = defineEntity({
  name: "Versioned",
  table,
  schema: z.object({ id: z.string(), text: z.string() }),
  key: { PK: "VERSIONED#{id}" },
  version: "version",
});
const item = { id: "1", text: "a" };

type ResultOf<O> = O extends Operation<infer R> ? R : never;
type ErrorsOf<O> = O extends Operation<unknown, unknown, infer E> ? E : never;

interface Stored {
  readonly id: string;
  readonly text: string;
  readonly count?: number | undefined;
}

test("results are those of the operations, listed or labelled", () => {
  const tuple = batchGet([Plain.get({ id: "1" }), Versioned.get({ id: "1" }, { select: ["text"] })]);
  type Tuple = ResultOf<typeof tuple>;
  expectTypeOf<Tuple["length"]>().toEqualTypeOf<2>();
  expectTypeOf<NonNullable<Tuple[0]>>().toExtend<Stored>();
  expectTypeOf<NonNullable<Tuple[1]>["text"]>().toEqualTypeOf<string>();
  expectTypeOf<undefined>().toExtend<Tuple[1]>();
  // @ts-expect-error it was not selected
  type _Id = NonNullable<Tuple[1]>["id"];
  const many = batchGet(["1", "2"].map((id) => Plain.get({ id })));
  const one = Plain.get({ id: "1" });
  expectTypeOf<ResultOf<typeof many>>().toEqualTypeOf<readonly ResultOf<typeof one>[]>();
  const labelled = batchGet({ plain: Plain.get({ id: "1" }), other: Versioned.get({ id: "1" }) });
  expectTypeOf<keyof ResultOf<typeof labelled>>().toEqualTypeOf<"plain" | "other">();
  expectTypeOf<NonNullable<ResultOf<typeof labelled>["other"]>["version"]>().toEqualTypeOf<number>();
  const written = batchWrite([Plain.put(item), Plain.delete({ id: "2" }, { mustExist: false })]);
  expectTypeOf<ResultOf<typeof written>[0]>().toExtend<Stored>();
  expectTypeOf<ResultOf<typeof written>[1]>().toEqualTypeOf<undefined>();
});

test("what is left is of the operations' type, and can be sent again", () => {
  const batch = batchGet(["1", "2"].map((id) => Plain.get({ id })));
  type Incomplete = Extract<ErrorsOf<typeof batch>, { readonly code: "batch-incomplete" }>;
  const again = (error: Incomplete) => batchGet(error.operations);
  expectTypeOf<ResultOf<ReturnType<typeof again>>>().toEqualTypeOf<ResultOf<typeof batch>>();
  expectTypeOf<Incomplete>().toExtend<BatchIncompleteError>();
  const writes = batchWrite({ a: Plain.put(item), b: Plain.delete({ id: "2" }, { mustExist: false }) });
  type Left = Extract<ErrorsOf<typeof writes>, { readonly code: "batch-incomplete" }>;
  const rest = (error: Left) => batchWrite(error.operations);
  expectTypeOf<ReturnType<typeof rest>>().toExtend<Operation<unknown>>();
});

test("what a batch cannot hold does not compile", () => {
  batchWrite([]);
  // @ts-expect-error has a version
  batchWrite([Versioned.put({ ...item, version: 1 })]);
  // @ts-expect-error has a version
  batchWrite([Versioned.delete({ id: "1" }, { mustExist: false })]);
  // @ts-expect-error must exist
  batchWrite([Plain.delete({ id: "1" })]);
  // @ts-expect-error must not exist
  batchWrite([Plain.create(item)]);
  // @ts-expect-error is no put
  batchWrite([Plain.update({ id: "1" }, { text: "b" })]);
  // @ts-expect-error asks for what was stored
  batchWrite([Plain.put(item, { returning: "old" })]);
  // @ts-expect-error reads
  batchWrite([Plain.get({ id: "1" })]);
  // @ts-expect-error writes
  batchGet([Plain.put(item)]);
  // @ts-expect-error is no read by key
  batchGet([Plain.first({ id: "1" })]);
  // @ts-expect-error is no read by key
  batchGet([Plain.query({ id: "1" })]);
  // @ts-expect-error is a batch itself
  batchGet([batchGet([])]);
});
