import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const pom = fileURLToPath(new URL("./pom.xml", import.meta.url));
const cache = fileURLToPath(new URL("../../node_modules/.cache/dynamodb-local", import.meta.url));
const timeout = 5 * 60_000;

/** A folder with DynamoDB Local 3, or why it cannot be had here. Maven fetches it on first use (some 40 MB). */
export function dynamodbLocal3(): { readonly folder: string } | { readonly reason: string } {
  const folder = join(cache, createHash("sha256").update(readFileSync(pom)).digest("hex").slice(0, 16));
  if (existsSync(folder)) return { folder };
  mkdirSync(cache, { recursive: true });
  // Filled under another name and renamed when complete: a folder of the final name is never half full.
  const partial = mkdtempSync(join(cache, "partial-"));
  try {
    const library = join(partial, "DynamoDBLocal_lib");
    const args = ["-B", "-q", "-f", pom, "dependency:copy-dependencies", `-DoutputDirectory=${library}`];
    const { error, status, stdout, stderr } = spawnSync("mvn", args, { timeout, encoding: "utf8" });
    if (error) return { reason: `Maven did not run (${error.message}). Install it, and Java 17.` };
    const jar = status === 0 ? readdirSync(library).find((name) => /^DynamoDBLocal-.*\.jar$/.test(name)) : undefined;
    if (jar === undefined)
      return { reason: `Maven could not fetch it. It wrote: ${`${stdout}${stderr}`.trim().slice(0, 500)}` };
    renameSync(join(library, jar), join(partial, "DynamoDBLocal.jar"));
    renameSync(partial, folder);
    return { folder };
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}
