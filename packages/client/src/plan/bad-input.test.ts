import { eq, ifNotExists, increment, patch, type Ref, referencesOf, remove, whenExists } from "@keywright/expressions";
import { ValidationError } from "@keywright/schema";
import { describe, expect, test } from "vitest";
import { makeOperation } from "../definition/make-operation.ts";
import { connect } from "../feature/connect.ts";
import type { Operation } from "../operation/operation.ts";
import { Comment, Event, Payment, Plain, Task } from "../testing/models.ts";
import { stubClient } from "../testing/stub-client.ts";

const plain = { id: "a", name: "Ada" };
const task = { userId: "u", taskId: "t", title: "T", dueDate: "2026-05-02" };
const key = { userId: "u", taskId: "t" };
const secret = "secret-value";

/** Sends an operation that must be refused before anything is sent, and gives why. */
async function refused(operation: Operation<unknown>): Promise<ValidationError> {
  const client = stubClient();
  const error: unknown = await connect(client)
    .send(operation)
    .then(
      () => expect.unreachable("was not refused"),
      (reason: unknown) => reason,
    );
  expect(client.sent).toEqual([]);
  if (!ValidationError.isInstance(error)) throw error;
  expect(error.message).not.toContain(secret);
  expect(() => operation.toRequest()).toThrow(error.message);
  return error;
}

type Case = readonly [name: string, operation: Operation<unknown>, path: string, message: string | RegExp];

function refuses(cases: readonly Case[]): void {
  test.each(cases)("%s", async (_name, operation, path, message) => {
    const { issues } = await refused(operation);
    const found = issues.find((issue) => issue.path.join(".") === path);
    expect(found, `${path} in ${JSON.stringify(issues)}`).toBeDefined();
    expect(found?.message).toMatch(message);
  });
}

describe("values", () => {
  const create = (rest: object): Operation<unknown> => Plain.create({ ...plain, ...rest });
  refuses([
    ["an unknown attribute", create({ nmae: secret }), "nmae", /did you mean 'name'/i],
    ["a wrong type", create({ name: 5 }), "name", /string/],
    ["a missing attribute", Plain.create({ id: "a" }), "name", /string/],
    ["a wrong type deep inside", create({ lines: [{ sku: "a", count: "1" }] }), "lines.0.count", /number/],
    ["NaN", create({ size: Number.NaN }), "size", /NaN|number/],
    ["Infinity", create({ size: Number.POSITIVE_INFINITY }), "size", /nfini|number/],
    ["an integer past 2^53 as a number", create({ size: 2 ** 53 }), "size", /bigint|decimal|2\^53/],
    ["more than 38 digits", create({ price: { value: "1".repeat(39) } }), "price", /38/],
    ["a bigint of more than 38 digits", create({ total: BigInt("1".repeat(39)) }), "total", /38/],
    ["a number beyond the range", create({ price: { value: "1e200" } }), "price", /range|125|large/],
    ["an empty set", create({ tags: new Set() }), "tags", /empty/],
    ["a mixed set", create({ anything: new Set(["a", 1]) }), "anything", /set/i],
    ["a lone surrogate", create({ name: "a\uD800" }), "name", /surrogate/],
    ["an empty string in a key", Plain.create({ ...plain, id: "" }), "id", /empty/],
    ["undefined in a list", create({ anything: [undefined] }), "anything.0", /undefined/],
    ["a Date where no codec is", create({ anything: new Date() }), "anything", /Date/],
    ["a function", create({ anything: () => 1 }), "anything", /function/],
    ["no item", Plain.create(undefined), "", /object of attributes/],
    ["a list as an item", Plain.put([]), "", /object of attributes/],
    ["no item to upsert", Plain.upsert(null), "", /object of attributes/],
  ]);
});

describe("keys", () => {
  refuses([
    ["a delimiter", Comment.get({ userId: "a#secret-value", commentId: "c" }), "userId", /'#'|"#"|#/],
    ["a missing attribute", Task.get({ userId: "u" }), "taskId", /is missing.*SK/],
    ["no key", Task.get(undefined), "", /object of attributes/],
    ["a string as the key", Task.update("u", { title: "x" }), "", /object of attributes/],
    ["a wrong type", Event.get({ device: "d", seq: "3" }), "seq", /number/],
    ["inherited properties are no attributes", Task.get(Object.create(key)), "userId", /is missing/],
    ["no key of a query", Task.query(undefined), "", /object of attributes/],
  ]);
});

describe("updates", () => {
  refuses([
    ["undefined", Task.update(key, { dueDate: undefined }), "dueDate", /remove\(\)/],
    ["an attribute of the key", Task.update(key, { taskId: "x" }), "taskId", /Write a new item/],
    ["a managed attribute", Task.update(key, { version: 9 }), "version", /managed/],
    ["a timestamp", Task.update(key, { updatedAt: new Date() }), "updatedAt", /managed/],
    ["the discriminator", Payment.update({ id: "p" }, { kind: "cash" }), "kind", /Put the whole item/],
    [
      "attributes of two variants",
      Payment.update({ id: "p" }, { last4: secret, currency: secret, amount: 1 }),
      "",
      /^last4 and currency are attributes of different variants by 'kind'/,
    ],
    [
      "attributes of two variants, one removed and one computed",
      Payment.update({ id: "p" }, { last4: "1", currency: remove() }),
      "currency",
      /optional/,
    ],
    ["an unknown attribute", Task.update(key, { titel: secret }), "titel", /did you mean 'title'/i],
    ["a patch of what may be absent", Task.update(key, { assignee: patch({ name: "x" }) }), "assignee", /whenExists/],
    ["arithmetic on a string", Task.update(key, { owner: increment(1) }), "owner", /number/],
    ["no changes", Task.update(key, undefined), "", /object of changes/],
    ["a list of changes", Task.update(key, []), "", /object of changes/],
    ["a callback that returns nothing", Task.update(key, () => undefined), "", /list of set/],
    [
      "known of an unknown attribute",
      Task.update(key, {}, { known: { nope: undefined } }),
      "nope",
      /no such attribute/,
    ],
    ["known that is no object", Task.update(key, {}, { known: 5 }), "", /known must be an object/],
    [
      "returning what there is not",
      Task.update(key, {}, { returning: "all" }),
      "returning",
      /"new", "old", "changed", "none"/,
    ],
    [
      "an amount that is no number",
      Plain.update({ id: "a" }, { size: whenExists(increment("1" as never)) }),
      "size",
      /number/,
    ],
  ]);

  test("of a part of an index template names what is missing, and `known`", async () => {
    const { issues } = await refused(Comment.update({ userId: "u", commentId: "c" }, { day: "2026-05-02" }));
    expect(issues.map(({ path }) => path)).toEqual([["language"]]);
    expect(issues[0]?.message).toMatch(/change it too, or pass it in `known`/);
  });

  test("of an attribute in an index template, computed by DynamoDB", async () => {
    const { issues } = await refused(
      Comment.update({ userId: "u", commentId: "c" }, { text: ifNotExists("x"), day: "2026-05-02", language: "en" }),
    );
    expect(issues.map(({ path }) => path)).toEqual([["text"]]);
  });
});

describe("versions", () => {
  const read = { ...task, version: 3 };
  refuses([
    ["expected on an unversioned entity", Plain.update({ id: "a" }, {}, { expected: 1 }), "expected", /no version/],
    ["expected without a version", Task.delete(key, { expected: task }), "expected", /attribute version/],
    ["expected that is no integer", Task.check(key, { expected: 1.5 }), "expected", /attribute version/],
    ["expected that is null", Task.update(key, {}, { expected: null }), "expected", /attribute version/],
    ["a put without a version", Task.put(task), "version", /create for a new item/],
    ["a put with a version that is none", Task.put({ ...read, version: "3" }), "version", /is missing/],
    ["a put with a createdAt that is none", Task.put({ ...read, createdAt: "x" }), "createdAt", /Date/],
  ]);
});

describe("queries", () => {
  const where = (t: { readonly owner: Ref<string, string, string> }): unknown => eq(t.owner, secret);
  refuses([
    ["an unknown attribute of the key", Task.query({ user: secret }), "user", /is no part of the key of TaskApp/],
    ["a missing partition attribute", Task.query({ taskId: "t" }), "userId", /must be given by value/],
    ["a range of the partition", Task.query({ userId: { beginsWith: "u" } }), "userId", /must be given by value/],
    [
      "an attribute that is not of this index",
      Task.indexes.byOwner.query({ owner: "o", status: "OPEN" }),
      "status",
      /byOwner/,
    ],
    ["a gap", Task.indexes.byStatus.query({ status: "OPEN", taskId: "t" }), "taskId", /dueDate/],
    [
      "a second range",
      Task.indexes.byStatus.query({ status: "OPEN", dueDate: { gt: "2026-05-01" }, taskId: { gt: "a" } }),
      "taskId",
      /second range beside dueDate/,
    ],
    [
      "two operators",
      Task.query({ userId: "u", taskId: { gt: "a", lt: "b" } }),
      "taskId",
      /has gt and lt\. A range is exactly one of/,
    ],
    ["between one value", Task.query({ userId: "u", taskId: { between: ["a"] } }), "taskId", /\[low, high\]/],
    ["a prefix that is no string", Task.query({ userId: "u", taskId: { beginsWith: 1 } }), "taskId", /takes a string/],
    [
      "a range of what has no order",
      Comment.indexes.byDay.query({ day: "2026-05-01", language: "en", text: { gt: "a" } }),
      "text",
      /order|escaped|lower/,
    ],
    ["a delimiter", Comment.query({ userId: "a#secret-value" }), "userId", /#/],
    ["limit 0", Task.query({ userId: "u" }, { limit: 0 }), "limit", /1 or greater/],
    ["limit -1", Task.query({ userId: "u" }, { limit: -1 }), "limit", /1 or greater/],
    ["limit 1.5", Task.query({ userId: "u" }, { limit: 1.5 }), "limit", /1 or greater/],
    ["limit NaN", Task.query({ userId: "u" }, { limit: Number.NaN }), "limit", /1 or greater/],
    ["limit as text", Task.query({ userId: "u" }, { limit: "5" }), "limit", /1 or greater/],
    ["pageSize 0", Task.query({ userId: "u" }, { pageSize: 0 }), "pageSize", /1 or greater/],
    ["maxPages 0", Task.query({ userId: "u" }, { maxPages: 0 }), "maxPages", /1 or greater/],
    ["another order", Task.query({ userId: "u" }, { order: "desc" }), "order", /"ascending", "descending"/],
    [
      "consistent on a global index",
      Task.indexes.byOwner.query({ owner: "o" }, { consistent: true }),
      "consistent",
      /global indexes/,
    ],
    [
      "a filter on what an index lacks",
      Task.indexes.byUpdated.query({ userId: "u" }, { where }),
      "where",
      /tests owner, which the index byUpdated does not project/,
    ],
    [
      "a filter on a key attribute",
      Plain.query({ id: "a" }, { where: (p) => eq(p.id, "a") }),
      "where",
      /no filter may do/,
    ],
    ["select of nothing", Task.get(key, { select: [] }), "select", /Leave it out/],
    [
      "select of an unknown attribute",
      Task.get(key, { select: ["titel"] }),
      "select",
      /"titel".*It has userId, taskId, title/,
    ],
    [
      "select of what an index lacks",
      Task.indexes.byOwner.query({ owner: "u" }, { select: ["status"] }),
      "select",
      /does not project: status/,
    ],
    ["select that is no list", Task.get(key, { select: "title" }), "select", /names no attribute/],
    [
      "a where that gives no condition",
      Task.query({ userId: "u" }, { where: () => true }),
      "where",
      /function from the attributes/,
    ],
    ["a where that is no function", Plain.put(plain, { where: "x" as never }), "where", /function from the attributes/],
    ["returning what there is not", Plain.put(plain, { returning: "changed" }), "returning", /"new", "old", "none"/],
    ["another onExpired", Task.upsert(task, { onExpired: "keep" }), "onExpired", /"replace", "throw"/],
  ]);

  test("of an index that there is not", async () => {
    const description = Task.query({ userId: "u" })["~operation"];
    if (description.verb !== "query") expect.unreachable();
    const { issues } = await refused(makeOperation({ ...description, index: "byNothing" }));
    expect(issues[0]?.path).toEqual(["indexes", "byNothing"]);
    expect(issues[0]?.message).toMatch(/It has byStatus, byOwner, byUpdated/);
  });

  test("with a condition of another entity", async () => {
    const other = referencesOf<{ readonly text: Ref<string, string, string> }>(Comment.model);
    const { issues } = await refused(Task.query({ userId: "u" }, { where: () => eq(other.text, secret) }));
    expect(issues[0]?.message).toMatch(/a condition of Comment was given to an operation on Task/);
  });
});
