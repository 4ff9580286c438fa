import { spawn } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { openTasks } from "./reuse/service.ts";

// Conditions, changes, projections and repositories in modules of their own, as `docs/repositories.md` shows them: a project that
// emits declarations, and one that has nothing but those.
const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const versions = ["5.9", "7.0"];

const user = [
  'import type { Database, Item } from "keywright";',
  'import type { Project } from "./declarations/entities.ts";',
  'import { openTasks, read, storesOf, titles } from "./declarations/service.ts";',
  "export async function use(db: Database): Promise<string> {",
  "  const { projects, tasks } = storesOf(db);",
  '  const project: Item<typeof Project> = await projects.read({ projectId: "p1" });',
  '  const page = await db.send(openTasks("p1"));',
  '  const task = await read(db, { projectId: "p1", taskId: "t1" });',
  '  await tasks.remove({ projectId: "p1", taskId: "t1" });',
  "  // @ts-expect-error it was not read",
  "  page.items.map(({ status }) => status);",
  "  // @ts-expect-error a part of the key is missing",
  '  await tasks.remove({ projectId: "p1" });',
  "  // @ts-expect-error it has no such attribute",
  "  project.title;",
  '  return [project.name, ...titles(page.items), task?.status ?? "none"].join();',
  "}",
];

test.each(versions)(
  "modules of an application have declarations, with TypeScript %s",
  async (version) => {
    const folder = at(`../../node_modules/.cache/reuse-${version}`);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    expect(await tsc(version, ["-p", at("reuse"), "--outDir", `${folder}/declarations`])).toBe("");

    const options = { extends: at("../../../../tsconfig.programs.json"), include: ["*.ts"] };
    writeFileSync(`${folder}/tsconfig.json`, JSON.stringify(options));
    writeFileSync(`${folder}/user.ts`, user.join("\n"));
    expect(await tsc(version, ["-p", folder])).toBe("");
  },
  120_000,
);

test("what the modules share is in the request", () => {
  expect(openTasks("p1").toRequest()).toMatchObject({
    FilterExpression: "#status = :status",
    ProjectionExpression: "#taskId, #title, #PK, #SK",
  });
});

/** What the compiler prints; nothing where all is well. */
function tsc(version: string, args: readonly string[]): Promise<string> {
  const command = at(`../../../../scripts/typescript/node_modules/typescript-${version}/bin/tsc`);
  const child = spawn(process.execPath, [command, ...args, "--pretty", "false"], { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code === 0 ? output : `${output}exit code ${code}`));
  });
}
