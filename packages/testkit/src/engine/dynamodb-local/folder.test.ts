import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { startEngine } from "../start.ts";
import { dynamodbLocalFolder } from "./folder.ts";
import { launchArguments } from "./launch.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "keywright-folder-"));
  vi.stubEnv("KEYWRIGHT_CACHE", join(folder, "cache"));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

function wrong(what: string): object {
  return { code: "dynamodb-local-invalid", message: expect.stringContaining(`, which ${what}.`) };
}

test("a named folder must hold the jar and its libraries", async () => {
  const jar = join(folder, "DynamoDBLocal.jar");
  vi.stubEnv("KEYWRIGHT_DYNAMODB_LOCAL", jar);
  await expect(dynamodbLocalFolder()).rejects.toMatchObject(wrong("does not exist"));
  await writeFile(jar, "");
  await expect(dynamodbLocalFolder()).rejects.toMatchObject(wrong("is a file and no folder"));
  await rm(jar);
  vi.stubEnv("KEYWRIGHT_DYNAMODB_LOCAL", folder);
  await expect(dynamodbLocalFolder()).rejects.toMatchObject(wrong("has no DynamoDBLocal.jar"));
  await writeFile(jar, "");
  await expect(dynamodbLocalFolder()).rejects.toMatchObject(wrong("has no DynamoDBLocal_lib"));
  await mkdir(join(folder, "DynamoDBLocal_lib"));
  expect(await dynamodbLocalFolder()).toBe(folder);
});

test("a failed fetch says what to do and leaves nothing half done in the cache", async () => {
  vi.stubEnv("KEYWRIGHT_DYNAMODB_LOCAL", "");
  vi.stubEnv("PATH", folder);
  await expect(dynamodbLocalFolder()).rejects.toMatchObject({
    code: "dynamodb-local-fetch-failed",
    message: expect.stringContaining("set KEYWRIGHT_DYNAMODB_LOCAL"),
  });
  expect(await readdir(join(folder, "cache", "dynamodb-local"))).toEqual([]);
});

test("a server that cannot be kept to loopback is not started, and the way around it is said", async () => {
  await mkdir(join(folder, "bin"));
  await writeFile(join(folder, "bin", "java"), "#!/bin/sh\necho 'openjdk version \"17.0.15\"' >&2\n", { mode: 0o755 });
  vi.stubEnv("JAVA_HOME", folder);
  await mkdir(join(folder, "DynamoDBLocal_lib"));
  await writeFile(
    join(folder, "DynamoDBLocal.jar"),
    "PK com/amazonaws/services/dynamodbv2/local/main/CommandLineInput.class",
  );
  vi.stubEnv("KEYWRIGHT_DYNAMODB_LOCAL", folder);
  await expect(startEngine({ engine: "dynamodb-local" })).rejects.toMatchObject({
    code: "dynamodb-local-not-loopback",
    message: expect.stringMatching(/no DynamoDBLocal_lib\/jetty-xml.*KEYWRIGHT_ENGINE to container/),
  });
});

test.each([
  ["com/amazonaws/services/dynamodbv2/local", "com.amazonaws.services.dynamodbv2.local.server."],
  ["software/amazon/dynamodb/services/local", "software.amazon.dynamodb.services.local.server."],
])("a server of the classes in %s is launched on loopback, or not at all", async (path, classes) => {
  const library = join(folder, "DynamoDBLocal_lib");
  await mkdir(library);
  await writeFile(join(folder, "DynamoDBLocal.jar"), "PK some/other/Thing.class");
  expect(await launchArguments(folder)).toBeUndefined();
  await writeFile(join(library, "jetty-xml-12.1.11.jar"), "");
  expect(await launchArguments(folder)).toBeUndefined();
  await writeFile(join(folder, "DynamoDBLocal.jar"), `PK ${path}/main/CommandLineInput.class`);
  const args = await launchArguments(folder);
  expect(args).toContain("org.eclipse.jetty.xml.XmlConfiguration");
  const server = await readFile(args?.at(-1) ?? "", "utf8");
  expect(server).toContain(`class="${classes}LocalDynamoDBRequestHandler"`);
  expect(server).toContain('<Set name="host">127.0.0.1</Set>');
});
