import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, isAbsolute, join, relative } from "node:path";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { TestkitError } from "../../error/testkit-error.ts";
import { run } from "../process/run.ts";
import { readTar } from "./untar.ts";

/** The npm package that carries DynamoDB Local in its folder `emulator`. Its licence forbids passing the jar on. */
export const SIMULATOR = {
  package: "amplify-dynamodb-simulator@2.9.30",
  integrity: "sha512-xTeeRLvzEfqyd5lh3bH4c0kHvSHHmmhD5ZDsHFKAQ5g2Zl6JqlFdutaQhCLHzxEp6Ry1o7TB6niIoXuQAnSewQ==",
} as const;

const FOLDER = "package/emulator/";
const FETCH_TIMEOUT = 10 * 60_000;

/**
 * Fetches the package's archive into a folder, from the registry that npm is set up for.
 *
 * @returns The archive's file.
 * @throws {TestkitError} `dynamodb-local-fetch-failed`.
 */
export async function fetchArchive(folder: string): Promise<string> {
  try {
    await npm(["pack", SIMULATOR.package, "--pack-destination", folder, "--ignore-scripts", "--silent"], FETCH_TIMEOUT);
    const archive = (await readdir(folder)).find((name) => name.endsWith(".tgz"));
    if (archive === undefined) throw new Error("npm pack left no archive");
    return join(folder, archive);
  } catch (cause) {
    throw new TestkitError({
      code: "dynamodb-local-fetch-failed",
      message: `DynamoDB Local could not be fetched (npm pack ${SIMULATOR.package}): ${(cause as Error).message.trim()}. Check that npm reaches its registry, or set KEYWRIGHT_DYNAMODB_LOCAL to a folder with DynamoDBLocal.jar and DynamoDBLocal_lib.`,
      cause,
    });
  }
}

/** Whether the registry has the pinned archive; the reason if not. */
export async function archiveIsReachable(): Promise<string | undefined> {
  try {
    const { stdout } = await npm(["view", SIMULATOR.package, "dist.integrity"], 60_000);
    return stdout.trim() === SIMULATOR.integrity
      ? undefined
      : `the registry's ${SIMULATOR.package} is not the pinned one`;
  } catch (error) {
    return `npm cannot reach ${SIMULATOR.package}: ${(error as Error).message.trim()}`;
  }
}

/**
 * Checks the archive's bytes and unpacks its folder `emulator`.
 *
 * @throws {TestkitError} `dynamodb-local-integrity` when the bytes are not the pinned ones; nothing is unpacked then.
 */
export async function unpackArchive(archive: string, folder: string, integrity: string): Promise<void> {
  const packed = await readFile(archive);
  if (`sha512-${createHash("sha512").update(packed).digest("base64")}` !== integrity) {
    throw new TestkitError({
      code: "dynamodb-local-integrity",
      message: `The archive of ${SIMULATOR.package} is not the one that was checked (its sha512 differs), and was not unpacked. Look at the registry that npm is set up for.`,
    });
  }
  for (const file of readTar(await promisify(gunzip)(packed))) {
    if (!file.name.startsWith(FOLDER)) continue;
    const target = join(folder, file.name.slice(FOLDER.length));
    const inside = relative(folder, target);
    if (inside.startsWith("..") || isAbsolute(inside)) throw new Error(`The entry ${file.name} leaves its folder.`);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, file.content);
  }
}

function npm(args: readonly string[], timeoutMs: number): Promise<{ readonly stdout: string }> {
  // On Windows npm is a batch file, which only a shell starts. The arguments are constants but for the folder.
  return process.platform === "win32"
    ? run(
        "npm.cmd",
        args.map((argument) => `"${argument}"`),
        { timeoutMs, shell: true },
      )
    : run("npm", args, { timeoutMs });
}
