import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pack } from "./pack.ts";
import { type Outcome, root, run } from "./step.ts";

const compilers = ["5.5", "5.9", "6.0", "7.0"] as const;
const kinds = ["module", "commonjs"] as const;

/**
 * A project outside the workspace that depends on the packed `keywright`, zod and the AWS SDK's client alone, installed
 * with pnpm's isolated layout, where a declaration file that names an undeclared package cannot be written (TS2742).
 */
export async function testConsumer(): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), "keywright-consumer-"));
  try {
    const archive = await pack("keywright", join(folder, "archives"));
    const project = join(folder, "project");
    writeProject(project, archive);
    const installed = await run({
      run: ["pnpm", "install", "--prefer-offline", "--no-frozen-lockfile", "--ignore-workspace"],
      cwd: project,
    });
    return installed.ok ? await compileAndRun(project) : installed;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function versions(folder: string): Record<string, string> {
  const text = readFileSync(join(root, folder, "package.json"), "utf8");
  return (JSON.parse(text) as { devDependencies: Record<string, string> }).devDependencies;
}

function writeProject(project: string, archive: string): void {
  const workspace = versions("packages/keywright");
  mkdirSync(project);
  writeJson(join(project, "package.json"), {
    name: "consumer",
    private: true,
    dependencies: {
      "@aws-sdk/client-dynamodb": workspace["@aws-sdk/client-dynamodb"],
      keywright: `file:${archive}`,
      zod: workspace.zod,
    },
    // The declaration files are checked too (no skipLibCheck), and those of the SDK need Node's.
    devDependencies: { "@types/node": versions(".")["@types/node"] },
  });
  writeFileSync(join(project, ".npmrc"), "node-linker=isolated\npublic-hoist-pattern[]=\n");
  for (const kind of kinds) {
    const place = join(project, kind);
    cpSync(join(root, "scripts/consumer"), place, { recursive: true });
    writeJson(join(place, "package.json"), { type: kind });
  }
}

async function compileAndRun(project: string): Promise<Outcome> {
  let ok = true;
  let output = "";
  for (const kind of kinds) {
    for (const compiler of compilers) {
      const cwd = join(project, kind);
      const tsc = join(root, `scripts/typescript/node_modules/typescript-${compiler}/bin/tsc`);
      const compiled = await run({ run: [process.execPath, tsc, "-p", "."], cwd });
      const ran = compiled.ok ? await run({ run: [process.execPath, "dist/main.js"], cwd }) : undefined;
      const good = ran?.ok === true;
      ok &&= good;
      output += `${kind}, TypeScript ${compiler}: ${good ? "ok" : "failed"}\n${compiled.output}${ran?.output ?? ""}`;
      rmSync(join(cwd, "dist"), { recursive: true, force: true });
    }
  }
  return { ok, output };
}

function writeJson(path: string, value: unknown): void {
  writeFileSync(path, `${JSON.stringify(value, undefined, 2)}\n`);
}
