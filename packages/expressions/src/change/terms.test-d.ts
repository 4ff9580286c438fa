import type { Decimal } from "@keywright/schema";
import { decimal, epochSeconds } from "@keywright/schema";
import { expectTypeOf, test } from "vitest";
import * as z from "zod";
import { eq, gt, isIn, lt } from "../operator/index.ts";
import { attribute } from "../reference/attribute.ts";
import { fromText } from "../reference/from-text.ts";
import { at } from "../reference/navigate.ts";
import type { ReferencesOf } from "../reference/references-of.ts";
import { modelOf } from "../testing/model.ts";
import { append, concat, prepend } from "./list.ts";
import { decrement, difference, increment, sum } from "./number.ts";
import { ifNotExists } from "./place.ts";
import { set } from "./set.ts";

const schema = z.object({
  title: z.string(),
  status: z.enum(["OPEN", "DONE"]),
  count: z.int(),
  seen: z.int().default(0),
  points: z.int().optional(),
  total: z.bigint(),
  price: decimal(),
  nickname: z.string().nullable(),
  tags: z.set(z.string()),
  days: z.set(epochSeconds()),
  notes: z.array(z.string()),
  log: z.array(z.string()).optional(),
  matrix: z.array(z.array(z.string())),
  lines: z.array(z.object({ sku: z.string() })),
  expiresAt: epochSeconds().optional(),
});
declare const t: ReferencesOf<"Task", typeof schema>;
declare const other: ReferencesOf<"Other", typeof schema>;
const Task = { name: "Task", model: modelOf("Task", schema) } as const;

test("sums of what is there, and of what stands for the rest", () => {
  set(t.count, sum(t.count, t.seen));
  set(t.count, sum(t.count, ifNotExists(t.points, 0)));
  set(t.points, difference(10, t.count));
  set(t.total, sum(t.total, 1n));
  set(t.price, sum(t.price, { value: "1" }));
  set(t.count, increment(t.seen));
  set(t.points, decrement(ifNotExists(t.points, 1), { from: t.count }));
  // @ts-expect-error it may be absent
  sum(t.points, 1);
  // @ts-expect-error it may be absent
  set(t.count, increment(t.points));
  // @ts-expect-error no number
  sum(t.title, 1);
  // @ts-expect-error of a bigint
  set(t.total, sum(t.count, 1));
  // @ts-expect-error no chains
  sum(sum(1, 2), 3);
  // @ts-expect-error for a string
  set(t.title, sum(1, 2));
  // @ts-expect-error the value of this attribute is of no other one
  sum(ifNotExists(1), 2);
});

test("lists", () => {
  set(t.notes, concat(t.notes, ["x"]));
  set(t.log, concat(ifNotExists(t.log, []), t.notes));
  set(t.log, append(t.notes, { from: ["x"] }));
  set(t.log, prepend(["x"], { from: t.notes }));
  set(t.notes, concat(ifNotExists(at(t.matrix, 0), []), ["x"]));
  // @ts-expect-error it may be absent
  concat(t.log, ["x"]);
  // @ts-expect-error other elements
  set(t.notes, concat(t.lines, t.lines));
  // @ts-expect-error other elements
  set(t.notes, append([1]));
  // @ts-expect-error other elements
  append(["x"], { from: [1] });
});

test("another attribute, or what stands for it", () => {
  set(t.title, ifNotExists(t.title, "x"));
  set(t.count, ifNotExists(t.points, t.seen));
  set(t.status, ifNotExists(t.status, "OPEN"));
  // @ts-expect-error no such value
  ifNotExists(t.status, "CLOSED");
  // @ts-expect-error of another type
  set(t.title, ifNotExists(t.points, 0));
  // @ts-expect-error another entity's
  ifNotExists(t.count, other.count);
});

test("attributes by paths take what they get", () => {
  const status = attribute(Task, "status");
  eq(status, "OPEN");
  isIn(status, ["OPEN", 1]);
  gt(status, attribute(Task, ["count"]));
  set(attribute(Task, "count"), increment(1));
  expectTypeOf(status["~entity"]).toEqualTypeOf<"Task">();
  // @ts-expect-error another entity's attribute
  eq(t.title, attribute({ name: "Other", model: Task.model }, "title"));
  // @ts-expect-error undefined is no value
  expectTypeOf(eq(t.title, undefined)).toBeObject();
});

test("text becomes what operators take", () => {
  expectTypeOf(fromText(t.count, "1")).toEqualTypeOf<number>();
  expectTypeOf(fromText(t.points, "1")).toEqualTypeOf<number>();
  expectTypeOf(fromText(t.status, "OPEN")).toEqualTypeOf<"OPEN" | "DONE">();
  expectTypeOf(fromText(t.nickname, "x")).toEqualTypeOf<string>();
  expectTypeOf(fromText(t.price, "1")).toEqualTypeOf<Decimal>();
  expectTypeOf(fromText(t.tags, "x")).toEqualTypeOf<string>();
  expectTypeOf(fromText(t.days, "2026-05-01")).toEqualTypeOf<Date>();
  expectTypeOf(fromText(t.notes, "x")).toEqualTypeOf<string>();
  expectTypeOf(fromText(attribute(Task, "count"), "1")).toBeUnknown();
  lt(t.expiresAt, fromText(t.expiresAt, "2026-05-01"));
  // @ts-expect-error a number is no text
  fromText(t.count, 1);
});
