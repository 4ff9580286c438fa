import type { WireItem } from "@keywright/schema";
import { describe, expect, test } from "vitest";
import { connect } from "../feature/connect.ts";
import type { Page } from "../operation/page.ts";
import { Event, Task } from "../testing/models.ts";
import { at } from "../testing/requests.ts";
import { stubClient } from "../testing/stub-client.ts";

const stored: WireItem = Task.create({
  userId: "u",
  taskId: "t1",
  title: "Write",
  dueDate: "2026-05-02",
  owner: "ada",
  assignee: { name: "Ada", city: "Paris" },
  tags: new Set(["a"]),
}).toRequest(at).Item as WireItem;

interface Watched {
  readonly item: WireItem;
  /** Names of attributes whose values were read. */
  readonly read: Set<string>;
  /** How often all names were asked for. */
  listed: number;
}

/** An item that tells what is read of it. */
function watched(item: WireItem): Watched {
  const read = new Set<string>();
  const watch: Watched = {
    item: new Proxy(item, {
      get(target, name) {
        if (typeof name === "string") read.add(name);
        return target[name as string];
      },
      ownKeys(target) {
        watch.listed++;
        return Reflect.ownKeys(target);
      },
    }),
    read,
    listed: 0,
  };
  return watch;
}

async function query(item: WireItem, options: Readonly<Record<string, unknown>>): Promise<Page<unknown>> {
  const client = stubClient({ Items: [item] });
  return (await connect(client, { clock: () => at.now }).send(Task.query({ userId: "u" }, options))) as never;
}

describe("a page", () => {
  test("of more items than a call takes arguments is taken over as it is", async () => {
    const total = 200_000;
    const Items = Array.from({ length: total }, (_, i) => ({ pk: { S: "d" }, seq: { N: String(i) } }));
    const page = await connect(stubClient({ Items })).send(Event.query({ device: "d" }));
    expect((page as unknown as Page<unknown>).items).toHaveLength(total);
  });

  test("is decoded without copying the stored items", async () => {
    const watch = watched(stored);
    const { items } = await query(watch.item, {});
    expect(items).toMatchObject([{ taskId: "t1", assignee: { city: "Paris" } }]);
    // Once, for attributes that the schema does not know.
    expect(watch.listed).toBeLessThanOrEqual(1);
  });

  test("with select decodes what it names, and looks at nothing else but whose item it is", async () => {
    const watch = watched(stored);
    const { items } = await query(watch.item, { select: { title: true, assignee: { city: true } } });
    expect(items).toEqual([{ title: "Write", assignee: { city: "Paris" } }]);
    expect([...watch.read].sort()).toEqual(["PK", "SK", "_mark", "assignee", "title"]);
    expect(watch.listed).toBe(0);
  });
});
