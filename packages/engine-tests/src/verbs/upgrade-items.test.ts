import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { connect, defineEntity, upgradeItems, ValidationError, verifyIndexKeys } from "keywright";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { nameOf, storedItems } from "../test-support.ts";
import { First, id, makeTable, old, oldAccount, Second, table, useOldData, Versioned } from "./old-data.ts";

const { accounts, clear, dynamodb, people, store, stored } = useOldData();

describe("upgradeItems", () => {
  test("writes every item of an earlier shape with its index keys, and can be run again", async () => {
    for (let n = 0; n < 5; n++) {
      await store({ ...old, SK: { S: `PERSON#${n}` }, id: { S: String(n) }, zip: { S: "1" }, more: { BOOL: true } });
    }
    await store({ ...old, SK: { S: "PERSON#broken" }, id: { S: "broken" }, email: { S: "broken" } });
    await store({ ...oldAccount, _v: { N: "1" }, owner: { S: "Ada" } });
    const progress: number[] = [];
    const report = await upgradeItems(dynamodb().db, Second, { onProgress: ({ upgraded }) => progress.push(upgraded) });
    expect(report).toMatchObject({
      checked: 6,
      skipped: 1,
      upgraded: 5,
      failed: [{ key: { SK: "PERSON#broken" }, outcome: "unreadable", error: { code: "unreadable-item" } }],
    });
    expect(progress).toEqual([5]);
    expect((await people().indexes.byZip.query({ zip: "1" })).items).toHaveLength(5);
    expect((await people().indexes.keys.query({ name: "Ada King" })).items).toHaveLength(5);
    const items = await storedItems(dynamodb(), table);
    expect(items.filter(({ _shape, more }) => _shape && more)).toHaveLength(5);
    expect((await people().indexes.byCity.query({ city: "Berlin" })).items).toHaveLength(5);
    expect(await verifyIndexKeys(dynamodb().db, Second)).toMatchObject({ checked: 6, wrong: [] });
    expect(await upgradeItems(dynamodb().db, Second)).toMatchObject({ checked: 6, upgraded: 0, failed: [{}] });
  });

  test("counts versions up, so that others who read the item start anew", async () => {
    await store(oldAccount);
    const read = await accounts().get(id);
    if (read === undefined) return expect.unreachable();
    expect(await upgradeItems(dynamodb().db, Versioned)).toMatchObject({ upgraded: 1, failed: [] });
    expect(await accounts().get(id)).toEqual({ ...id, owner: "Ada", version: 4 });
    await expect(accounts().put(read)).rejects.toMatchObject({ code: "version-conflict", actual: 4 });
    expect(await stored()).not.toHaveProperty("holder");
  });

  test("loses no write of others", async () => {
    for (const item of [old, oldAccount]) {
      await clear();
      await store(item);
      const entity = item === old ? Second : Versioned;
      let writes = 0;
      // Between the read and the write an old version of the program changes the item, once.
      const db = connect(dynamodb().client, {
        tables: dynamodb().tableNames,
        clock: () => new Date(),
      });
      const { client } = dynamodb();
      const send = client.send.bind(client);
      client.send = (async (command: { readonly constructor: { readonly name: string } }, ...rest: never[]) => {
        if (command.constructor.name === "UpdateItemCommand" && writes++ === 0) {
          await send(
            new PutItemCommand({
              TableName: nameOf(dynamodb(), table),
              Item: {
                ...item,
                last: { S: "Lovelace" },
                holder: { S: "Lovelace" },
                version: { N: "4" },
                _mark: { S: "n" },
              },
            }),
          );
        }
        return send(command as never, ...rest);
      }) as typeof client.send;
      try {
        expect(await upgradeItems(db, entity)).toMatchObject({ upgraded: 1, failed: [] });
      } finally {
        client.send = send;
      }
      expect(writes).toBe(2);
      expect(JSON.stringify(await stored())).toContain("Lovelace");
      expect(await stored()).toHaveProperty(item === old ? "name" : "owner");
    }
  });

  test("keeps entries of maps that the schema does not know, as it keeps such attributes", async () => {
    const Parcel = defineEntity({
      name: "Parcel",
      table: makeTable(),
      schema: z.object({
        team: z.string(),
        id: z.string(),
        label: z.string(),
        to: z.object({ city: z.string(), country: z.string().default("DE"), door: z.object({ floor: z.int() }) }),
      }),
      key: { PK: "TEAM#{team}", SK: "PARCEL#{id}" },
      upgrade: { steps: [({ title, ...rest }) => ({ ...rest, label: title })] },
    });
    const to = { city: { S: "Ulm" }, phone: { S: "1" }, door: { M: { floor: { N: "2" }, bell: { S: "King" } } } };
    const names = {
      PK: { S: "TEAM#t" },
      SK: { S: "PARCEL#p" },
      team: { S: "t" },
      id: { S: "p" },
      more: { BOOL: true },
    };
    await store({ ...names, title: { S: "Books" }, to: { M: to } });
    expect(await upgradeItems(dynamodb().db, Parcel)).toMatchObject({ upgraded: 1, failed: [] });
    expect(await stored()).toMatchObject({
      ...names,
      label: { S: "Books" },
      to: { M: { ...to, country: { S: "DE" } } },
    });
    expect(await stored()).not.toHaveProperty("title");
  });

  test("is for entities with steps", async () => {
    await expect(upgradeItems(dynamodb().db, First)).rejects.toSatisfy((error) => ValidationError.isInstance(error));
  });
});
