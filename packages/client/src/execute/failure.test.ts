import { eq } from "@keywright/expressions";
import type { WireItem } from "@keywright/schema";
import { describe, expect, test } from "vitest";
import { ConditionFailedError } from "../error/condition-failed-error.ts";
import { ItemExistsError } from "../error/item-exists-error.ts";
import { ItemNotFoundError } from "../error/item-not-found-error.ts";
import { OutcomeUnknownError } from "../error/outcome-unknown-error.ts";
import { ThrottledError } from "../error/throttled-error.ts";
import { VersionConflictError } from "../error/version-conflict-error.ts";
import { connect } from "../feature/connect.ts";
import type { Database } from "../feature/database.ts";
import type { Operation } from "../operation/operation.ts";
import { Plain, Task } from "../testing/models.ts";
import { at } from "../testing/requests.ts";
import { type SentCommand, type StubClient, serviceError, stubClient } from "../testing/stub-client.ts";

const key = { userId: "u", taskId: "t" };
const input = { ...key, title: "T", dueDate: "2026-05-02" };
const stored: WireItem = {
  ...(Task.create(input).toRequest({ ...at, writeMark: "other" }).Item as WireItem),
  version: { N: "5" },
};
const expired: WireItem = { ...stored, expiresAt: { N: "1000" } };

function database(client: StubClient): Database {
  return connect(client, { clock: () => at.now });
}

/** The error of an operation, whose requests get these answers. */
async function failure(operation: Operation<unknown>, ...answers: readonly unknown[]): Promise<unknown> {
  return database(stubClient(...answers))
    .send(operation)
    .then(
      () => expect.unreachable("did not fail"),
      (error: unknown) => error,
    );
}

function conditionFailed(Item?: WireItem): Error {
  return serviceError("ConditionalCheckFailedException", Item && { Item });
}

describe("throttling", () => {
  test.each([
    ["ProvisionedThroughputExceededException", "ThrottlingReasons"],
    ["ThrottlingException", "throttlingReasons"],
    ["RequestLimitExceeded", "ThrottlingReasons"],
  ])("%s with %s becomes a ThrottledError", async (name, property) => {
    const cause = serviceError(name, {
      [property]: [{ reason: "TableReadMaxOnDemandThroughputExceeded", resource: "arn" }],
    });
    const error = await failure(Plain.get({ id: "a" }), cause);
    if (!ThrottledError.isInstance(error)) throw error;
    expect(error.reasons).toEqual([{ reason: "TableReadMaxOnDemandThroughputExceeded", resource: "arn" }]);
    expect(error).toMatchObject({ retryable: true, cause });
    expect(error.message).toMatch(/^Plain\.get was throttled \(TableReadMaxOnDemandThroughputExceeded\)/);
  });

  test("without reasons", async () => {
    const error = await failure(Plain.get({ id: "a" }), serviceError("ThrottlingException"));
    expect(ThrottledError.isInstance(error) && error.reasons).toEqual([]);
  });
});

describe("other errors of the SDK pass untouched", () => {
  test.each([
    ["of the service", serviceError("ResourceNotFoundException")],
    ["of the network", serviceError("TimeoutError")],
  ])("%s", async (_name, cause) => {
    expect(await failure(Plain.check({ id: "a" }), cause)).toBe(cause);
    expect(await failure(Plain.get({ id: "a" }), cause)).toBe(cause);
  });

  test("of a write that may have been carried out: as the cause of an error that says so", async () => {
    const write = Plain.put({ id: "a", name: "A" });
    const refused = serviceError("ResourceNotFoundException");
    expect(await failure(write, refused)).toBe(refused);
    for (const cause of [serviceError("TimeoutError"), serviceError("InternalServerError")]) {
      const error = await failure(write, cause);
      expect(OutcomeUnknownError.isInstance(error) && error.cause).toBe(cause);
    }
  });

  test("what is thrown and is no error", async () => {
    const thrown = () => {
      throw "text";
    };
    expect(await failure(Plain.get({ id: "a" }), thrown)).toBe("text");
  });
});

describe("a false condition", () => {
  test("create: the item that is there, or that something else is", async () => {
    const error = await failure(Task.create(input), conditionFailed(stored));
    expect(ItemExistsError.isInstance(error, Task) && error.item).toMatchObject({ ...input, version: 5 });
    expect(error).toMatchObject({ entity: "Task", key });
    const foreign = await failure(Task.create(input), conditionFailed({ PK: { S: "x" }, SK: { S: "y" } }));
    expect(ItemExistsError.isInstance(foreign) && foreign.item).toBeUndefined();
    expect(String(foreign)).toMatch(/something that is no item of this entity/);
    const unreadable = await failure(Task.create(input), conditionFailed({ ...stored, title: { N: "1" } }));
    expect(unreadable).toMatchObject({ item: undefined, cause: { name: "ReadError" } });
    expect(String(unreadable)).toMatch(/an item that cannot be read/);
  });

  test("update, delete, check: no item", async () => {
    for (const operation of [Task.update(key, {}), Task.delete(key), Task.put({ ...input, version: 5 })]) {
      const error = await failure(operation, conditionFailed());
      expect(ItemNotFoundError.isInstance(error) && error.expired).toBe(false);
      const late = await failure(operation, conditionFailed(expired));
      expect(ItemNotFoundError.isInstance(late) && late.expired).toBe(true);
    }
  });

  test("another version, or another item of the same version", async () => {
    const read = { ...input, version: 4 };
    for (const operation of [
      Task.update(key, {}, { expected: 4 }),
      Task.delete(key, { expected: read }),
      Task.put(read),
    ]) {
      const error = await failure(operation, conditionFailed(stored));
      if (!VersionConflictError.isInstance(error, Task)) throw error;
      expect(error).toMatchObject({ expected: 4, actual: 5, item: { ...input, version: 5 } });
    }
    const item = await database(stubClient({ Item: { ...stored, _mark: { S: "first" } } })).send(Task.get(key));
    const error = await failure(Task.update(key, {}, { expected: item }), conditionFailed(stored));
    expect(error).toMatchObject({ name: "VersionConflictError", expected: 5, actual: 5 });
    expect(String(error)).toMatch(/deleted and created again/);
  });

  test("a conflict with an item that cannot be read is one all the same, and says so", async () => {
    const error = await failure(Task.delete(key, { expected: 4 }), conditionFailed({ ...stored, title: { N: "1" } }));
    expect(error).toMatchObject({ name: "VersionConflictError", item: undefined, cause: { name: "ReadError" } });
  });

  test("where: what is stored, without values in the message", async () => {
    const error = await failure(Task.update(key, {}, { expected: 5 }), conditionFailed(stored));
    if (!ConditionFailedError.isInstance(error, Task)) throw error;
    expect(error.item).toMatchObject({ title: "T" });
    expect(error.message).not.toMatch(/2026-05-02/);
  });

  test("check: from the reasons of its transaction", async () => {
    const canceled = (...reasons: readonly object[]): Error =>
      serviceError("TransactionCanceledException", { CancellationReasons: reasons });
    const item = { Code: "ConditionalCheckFailed", Item: stored };
    expect(ConditionFailedError.isInstance(await failure(Task.check(key), canceled(item)))).toBe(true);
    const missing = canceled({ Code: "ConditionalCheckFailed" });
    expect(ItemNotFoundError.isInstance(await failure(Task.check(key), missing))).toBe(true);
    const conflict = await failure(Task.check(key, { expected: 1 }), canceled(item));
    expect(VersionConflictError.isInstance(conflict)).toBe(true);
  });

  test("delete with mustExist: false of another version", async () => {
    const operation = Task.delete(key, { mustExist: false, expected: 5, returning: "old" });
    expect(
      VersionConflictError.isInstance(await failure(operation, conditionFailed({ ...stored, version: { N: "6" } }))),
    ).toBe(true);
  });
});

describe("a retry whose first attempt had succeeded", () => {
  // The SDK sent the request again after its answer was lost; the stored item has the mark of that request.
  const retried = ({ input: sent }: SentCommand): never => {
    const { Item, ExpressionAttributeValues } = sent as { Item?: WireItem; ExpressionAttributeValues?: WireItem };
    const _mark = Item?._mark ?? ExpressionAttributeValues?.[":_mark"];
    if (_mark === undefined) throw new Error("the request has no write mark");
    throw conditionFailed({ ...stored, title: { S: "Own" }, version: { N: "6" }, _mark });
  };

  test.each([
    ["create", Task.create({ ...input, title: "Own" }), { title: "Own", version: 1 }],
    ["put", Task.put({ ...input, title: "Own", version: 5 }), { title: "Own", version: 6 }],
    ["put, returning none", Task.put({ ...input, version: 5 }, { returning: "none" }), undefined],
    ["update", Task.update(key, { title: "Own" }, { expected: 5 }), { title: "Own", version: 6 }],
    ["update, returning none", Task.update(key, {}, { returning: "none" }), undefined],
    ["upsert", Task.upsert({ ...input, title: "Own" }), { title: "Own", version: 6 }],
  ])("%s succeeds", async (_name, operation, result) => {
    const sent = await database(stubClient(retried)).send(operation);
    if (result === undefined) expect(sent).toBeUndefined();
    else expect(sent).toMatchObject(result);
  });

  test("update, returning changed, gives the changed attributes", async () => {
    const operation = Task.update(key, { title: "Own" }, { expected: 5, returning: "changed" });
    const changed = await database(stubClient(retried)).send(operation);
    expect(changed).toEqual({ title: "Own", version: 6, updatedAt: at.now });
  });
});

describe("upsert over an expired item", () => {
  const upsert = Task.upsert(input);

  test("writes it anew", async () => {
    const client = stubClient(conditionFailed(expired), {});
    expect(await database(client).send(upsert)).toMatchObject({ ...input, version: 1, createdAt: at.now });
    expect(client.sent.map(({ name }) => name)).toEqual(["UpdateItemCommand", "PutItemCommand"]);
    expect(client.sent[1]?.input.ConditionExpression).toMatch(/^attribute_not_exists\(#PK\) OR/);
  });

  test("updates what another writer put there meanwhile", async () => {
    const client = stubClient(conditionFailed(expired), conditionFailed(stored), { Attributes: stored });
    expect(await database(client).send(upsert)).toMatchObject({ version: 5 });
    expect(client.sent.map(({ name }) => name)).toEqual(["UpdateItemCommand", "PutItemCommand", "UpdateItemCommand"]);
  });

  test("throws where it is told to, and where a condition was asked of the item", async () => {
    const told = await failure(Task.upsert(input, { onExpired: "throw" }), conditionFailed(expired));
    expect(ConditionFailedError.isInstance(told)).toBe(true);
    const where = Task.upsert(input, { where: (t) => eq(t.title, "other") });
    expect(ConditionFailedError.isInstance(await failure(where, conditionFailed(expired)))).toBe(true);
  });
});
