import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineEntity, defineTable } from "keywright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { loadTransform } from "../backfill/load-transform.ts";
import { run } from "../testing/run.ts";
import { entitiesNamed, findModel, tablesNamed } from "./model.ts";

const table = defineTable({ name: "Shop", partitionKey: { PK: "S" }, timeToLive: "expiresAt" });
const other = defineTable({ name: "Log", partitionKey: { id: "S" } });
const make = (name: "Order" | "Line") =>
  defineEntity({ name, table, schema: z.object({ id: z.string() }), key: { PK: `${name}#{id}` } });
const [Order, Line] = [make("Order"), make("Line")];

describe("findModel", () => {
  const model = findModel({ Order, entities: { Line, none: 1 }, log: [other], text: "x", nothing: null, f: () => 1 });

  test("finds tables and entities by their markers, also in lists and objects, and tables of entities", () => {
    expect(model.entities.map(({ name }) => name)).toEqual(["Order", "Line"]);
    expect(model.tables.map((table) => table.model.name).sort()).toEqual(["Log", "Shop"]);
  });

  test("names are looked up, and those that are not there are told", () => {
    expect(entitiesNamed(model, ["Line"])).toEqual([Line]);
    expect(tablesNamed(model, [])).toEqual(model.tables);
    expect(() => entitiesNamed(model, ["Lyne"])).toThrow("There is no entity 'Lyne'. Did you mean Line?");
    expect(() => tablesNamed(model, ["Shp"])).toThrow("There is no table 'Shp'. Did you mean Shop?");
  });
});

describe("files", () => {
  test.each(["module", "commonjs"])(
    "of a package of type %s are loaded, with imports in every spelling",
    async (type) => {
      const folder = await mkdtemp(join(tmpdir(), "keywright-cli-"));
      const files = {
        "package.json": JSON.stringify({ type }),
        "transform.ts":
          'import { a } from "./a"; import { b } from "./b.js"; import { c } from "./c.ts"; export enum Kind { One = "one" }; export const transform = (): string => a + b + c + Kind.One;',
        "a.ts": 'export const a: string = "a";',
        "b.ts": 'export const b: string = "b";',
        "c.ts": 'export const c: string = "c";',
        "default.ts": 'export default (): string => "default";',
      };
      for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
      const [named, main] = await Promise.all(
        ["transform.ts", "default.ts"].map((name) => loadTransform(join(folder, name))),
      );
      expect([named?.({}, ""), main?.({}, "")]).toEqual(["abcone", "default"]);
      await expect(loadTransform(join(folder, "a.ts"))).rejects.toThrow("exports no transform");
      await rm(folder, { recursive: true });
    },
  );

  let cwd: string;
  beforeAll(async () => {
    cwd = await mkdtemp(join(tmpdir(), "keywright-cli-"));
    const files = {
      "package.json": '{ "type": "module" }',
      "nothing.ts": "export const a: number = 1;",
      "broken.ts": "export const a = ;",
      "throws.ts": 'throw new Error("not here");',
      "typo.config.ts": 'export default { modle: "nothing.ts" };',
      "wrong.config.mjs": "export default { model: 1 };",
      "none.config.ts": "export const config = 1;",
      "keywright.config.ts":
        'import type { X } from "./none.ts"; export default { model: ["nothing.ts"] satisfies string[] };',
      "workload.ts": "export const workload = 1;",
    };
    for (const [name, text] of Object.entries(files)) await writeFile(join(cwd, name), text);
  });
  afterAll(() => rm(cwd, { recursive: true }));

  test.each([
    [["describe"], /nothing\.ts exports neither tables nor entities/],
    [["describe", "--model", "broken.ts"], /broken\.ts cannot be loaded: /],
    [["describe", "--model", "throws.ts"], /throws\.ts cannot be loaded: not here/],
    [["describe", "--config", "typo.config.ts"], /there is no setting 'modle'\. Did you mean model\?/],
    [["describe", "--config", "wrong.config.mjs"], /model must be the path of a file/],
    [["describe", "--config", "none.config.ts"], /has no default export that is a configuration/],
    [["estimate", "workload.ts"], /workload\.ts exports no workload/],
    [["estimate"], /One file with a workload is needed/],
  ])("%j", async (args, message) => {
    const { code, out, err } = await run(args, { cwd });
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toMatch(message);
  });
});
