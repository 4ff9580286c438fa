import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateTableCommand, PutItemCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import { type Engine, startEngine } from "@keywright/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildProgram, type Ended, start } from "./program.ts";

let engine: Engine;
let folder: string;
beforeAll(async () => {
  [engine] = await Promise.all([startEngine(), buildProgram()]);
  folder = await mkdtemp(join(tmpdir(), "keywright-cli-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await engine.stop();
});

const at = (): readonly string[] => ["--endpoint", engine.endpoint];
const keywright = (...args: readonly string[]): Promise<Ended> => start(engine.clientConfig, args).ended;
const file = (name: string): string => join(folder, name);

/** What is stored, by the keys of the table. */
async function stored(): Promise<ReadonlyMap<string, Readonly<Record<string, unknown>>>> {
  const { Items = [] } = await engine.client().send(new ScanCommand({ TableName: "cli-tasks" }));
  return new Map(Items.map((item) => [`${item.PK?.S} ${item.SK?.S}`, item]));
}

describe("keywright", () => {
  test("makes a table, verifies it, and puts items into it", async () => {
    const plan = await keywright("plan", ...at(), "--json");
    expect(plan.err).toBe("");
    expect(JSON.parse(plan.out)).toMatchObject([{ table: "cli-tasks", steps: [{ sign: "+" }] }]);
    expect(plan.code).toBe(2);

    const applied = await keywright("apply", ...at());
    expect(applied.out).toContain("1 to create");
    expect(applied).toMatchObject({ code: 0 });

    const seed = { Task: [{ userId: "ada", taskId: "t1", title: "Write", dueAt: "2026-05-01" }] };
    await writeFile(file("seed.json"), JSON.stringify(seed));
    const [verified, seeded] = await Promise.all([
      keywright("verify", ...at()),
      keywright("seed", file("seed.json"), ...at()),
    ]);
    expect(verified).toMatchObject({ code: 0, out: expect.stringContaining("cli-tasks: as its model says\n") });
    expect(seeded).toEqual({ code: 0, out: "Wrote 1 items into cli-tasks.\n", err: expect.any(String) });
    expect((await stored()).get("USER#ada TASK#t1")).toMatchObject({
      GSI1PK: { S: "STATUS#OPEN" },
      version: { N: "1" },
    });
  });

  test("tells CI of drift, and takes no dangerous step without being told to", async () => {
    const keys = [
      { AttributeName: "PK", KeyType: "HASH" },
      { AttributeName: "SK", KeyType: "RANGE" },
    ] as const;
    await engine.client().send(
      new CreateTableCommand({
        TableName: "drifted",
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: ["PK", "SK", "X"].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
        KeySchema: [...keys],
        GlobalSecondaryIndexes: [
          {
            IndexName: "extra",
            KeySchema: [{ AttributeName: "X", KeyType: "HASH" }],
            Projection: { ProjectionType: "ALL" },
          },
        ],
      }),
    );
    const name = ["--table-name", "CliTasks=drifted"];
    const [verified, applied] = await Promise.all([
      keywright("verify", ...at(), ...name, "--json"),
      keywright("apply", ...at(), ...name, "--yes"),
    ]);
    expect(verified).toMatchObject({ code: 2, err: "" });
    const [verdict] = JSON.parse(verified.out);
    expect(verdict.table).toBe("drifted");
    expect(verdict.differences.join()).toMatch(/extra.*byStatus|byStatus.*extra/s);
    expect(applied.code).toBe(1);
    expect(applied.err).toContain("keywright: DANGER delete-index:");
    expect(applied.err).toContain("There is no terminal to ask on: give --allow delete-index to go on.");
    expect(applied.out).toContain("extra");
    // Where there is another machine's endpoint, a question comes first too.
    const far = ["--endpoint", "http://dynamodb.invalid", "--region", "eu-west-1"];
    expect(await keywright("backfill", "Task", ...far)).toMatchObject({
      code: 1,
      err: expect.stringContaining("give --yes to go on"),
    });
  });

  test("changes stored items: looks first, is interrupted, goes on, and names what it could not change", async () => {
    const count = 60;
    for (let i = 0; i < count; i++) {
      const id = String(i).padStart(2, "0");
      const Item = {
        PK: { S: "USER#old" },
        SK: { S: `TASK#${id}` },
        userId: { S: "old" },
        taskId: { S: id },
        name: { S: `n${i}` },
      };
      await engine.client().send(new PutItemCommand({ TableName: "cli-tasks", Item }));
    }
    const bad = {
      PK: { S: "USER#bad" },
      SK: { S: "TASK#b" },
      userId: { S: "bad" },
      taskId: { S: "b" },
      name: { N: "4711" },
    };
    await engine.client().send(new PutItemCommand({ TableName: "cli-tasks", Item: bad }));
    const before = await stored();

    const backfill = ["backfill", "Task", ...at(), "--transform", "rename.ts"];
    const dry = await keywright(...backfill, "--dry-run", "--samples", "1");
    expect(dry.code).toBe(3);
    expect(dry.out).toMatch(/^would change {2}\d+\nunchanged/m);
    expect(dry.out).toMatch(/\+ title\n/);
    expect(dry.out).not.toContain("4711");
    expect(await stored()).toEqual(before);

    const checkpoint = ["--checkpoint", file("checkpoint.json"), "--segments", "1", "--page-size", "5"];
    // Some six seconds, of which it gets one.
    const slow = start(engine.clientConfig, [...backfill, ...checkpoint, "--items-per-second", "10"]);
    while ((await readFile(file("checkpoint.json"), "utf8").catch(() => "")) === "") {
      expect(slow.child.exitCode).toBe(null);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    slow.child.kill("SIGINT");
    const interrupted = await slow.ended;
    expect(interrupted).toMatchObject({ code: 130, out: "", err: expect.stringContaining("the same command goes on") });
    const half = await stored();
    expect([...half.values()].filter((item) => "name" in item).length).toBeGreaterThan(1);
    expect(half).not.toEqual(before);

    const resumed = await keywright(...backfill, ...checkpoint, "--failures", file("failed.jsonl"), "--json");
    expect(resumed.err).toContain("Going on from ");
    const report = JSON.parse(resumed.out);
    expect(report).toMatchObject({ scanned: count + 2, complete: true });
    const after = await stored();
    expect([...after.values()].filter((item) => "name" in item)).toEqual([bad]);
    expect(after.get("USER#old TASK#07")).toMatchObject({ title: { S: "n7" }, GSI1PK: { S: "STATUS#OPEN" } });
    await expect(readFile(file("checkpoint.json"))).rejects.toThrow("ENOENT");
    expect(resumed.code).toBe(report.failed === 0 ? 0 : 3);
    const failed = (await readFile(file("failed.jsonl"), "utf8")).trimEnd();
    if (report.failures.length > 0)
      expect(JSON.parse(failed)).toMatchObject({ key: { PK: "USER#bad" }, outcome: "unreadable" });
    expect(failed).not.toContain("4711");
  });

  test("says what a model needs and costs, without a request", async () => {
    const target = ["--account", "123456789012", "--region", "eu-west-1"];
    const [policy, cost, template] = await Promise.all([
      keywright("policy", "Task=get,query:byStatus", ...target),
      keywright("estimate", "workload.ts"),
      keywright("export", "cloudformation", "--format", "json", "--form", "table"),
    ]);
    const { Statement } = JSON.parse(policy.out);
    expect(JSON.stringify(Statement)).toContain(
      "arn:aws:dynamodb:eu-west-1:123456789012:table/cli-tasks/index/byStatus",
    );
    expect(JSON.stringify(Statement)).not.toMatch(/Scan|dynamodb:\*/);
    expect(cost.out).toMatch(/Task\.get +100 .*a month on demand/s);
    const [resource] = Object.values(JSON.parse(template.out).Resources);
    expect(resource).toMatchObject({ Type: "AWS::DynamoDB::Table", Properties: { TableName: "cli-tasks" } });
    expect([policy, cost, template].map(({ code }) => code)).toEqual([0, 0, 0]);
  });
});
