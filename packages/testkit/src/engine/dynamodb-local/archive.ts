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
  /** Of DynamoDB Local. */
  version: "1.25.1",
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
    throw notFetched(`npm pack ${SIMULATOR.package}`, (cause as Error).message, cause);
  }
}

/**
 * Sees that the registry has the pinned archive.
 *
 * @throws {TestkitError} `dynamodb-local-fetch-failed`.
 */
export async function checkReachable(): Promise<void> {
  const command = ["view", SIMULATOR.package, "dist.integrity"];
  const { stdout } = await npm(command, 60_000).catch((cause: unknown) => {
    throw notFetched(`npm ${command.join(" ")}`, (cause as Error).message, cause);
  });
  if (stdout.trim() !== SIMULATOR.integrity) {
    throw notFetched(`npm ${command.join(" ")}`, "the registry has other bytes than the pinned ones", undefined);
  }
}

function notFetched(command: string, why: string, cause: unknown): TestkitError {
  return new TestkitError({
    code: "dynamodb-local-fetch-failed",
    message: `DynamoDB Local is not here yet and cannot be fetched (${command}): ${why.trim()}. Check that npm reaches its registry, or set KEYWRIGHT_DYNAMODB_LOCAL to a folder with DynamoDBLocal.jar and DynamoDBLocal_lib.`,
    ...(cause !== undefined && { cause }),
  });
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
