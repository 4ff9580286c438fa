import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { standInDaemon } from "./container/test-support.ts";
import { startEngine } from "./start.ts";
import { noDocker, program, startFailure } from "./test-support.ts";

let empty: string;
/** The environment of a machine on which nobody chose anything, and where nothing but Dynoxide can be there. */
let bare: NodeJS.ProcessEnv;
beforeEach(async () => {
  empty = await mkdtemp(join(tmpdir(), "keywright-choose-"));
  bare = {
    PATH: empty,
    JAVA_HOME: "",
    KEYWRIGHT_ENGINE: "",
    KEYWRIGHT_ENDPOINT: "",
    KEYWRIGHT_ENDPOINT_PRODUCT: "",
    KEYWRIGHT_DYNOXIDE: "",
    KEYWRIGHT_DYNAMODB_LOCAL: "",
    KEYWRIGHT_CACHE: join(empty, "cache"),
    ...noDocker(empty),
  };
});
afterEach(() => rm(empty, { recursive: true }));

const CHOOSE = `
  const { chooseEngine } = await import(${JSON.stringify(new URL("./choose.ts", import.meta.url).href)});
  say(await chooseEngine(undefined, undefined).catch(({ code, message }) => ({ code, message })));`;
/** There is no Dynoxide for such a platform. */
const ELSEWHERE = `Object.defineProperty(process, "arch", { value: "pdp11" });`;

function chosen(env: NodeJS.ProcessEnv, setup = ELSEWHERE): Promise<unknown> {
  return program(`${setup}${CHOOSE}`, { ...bare, ...env }).said;
}

/** What a program on the path says, however it is called. */
async function executable(name: string, text: string): Promise<void> {
  await writeFile(join(empty, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
}

const JAVA = "echo 'openjdk version \"17.0.15\"' >&2";
const named = async (): Promise<string> => {
  const folder = join(empty, "local");
  await mkdir(join(folder, "DynamoDBLocal_lib"), { recursive: true });
  await writeFile(join(folder, "DynamoDBLocal.jar"), "");
  return folder;
};

describe("where nobody chose, the engine is", () => {
  test("an endpoint that is named, before anything else", async () => {
    expect(await chosen({ KEYWRIGHT_ENDPOINT: "http://127.0.0.1:1" }, "")).toBe("endpoint");
  });

  test("Dynoxide where its binary is", async () => {
    expect(await chosen({}, "")).toBe("dynoxide");
  });

  test("DynamoDB Local where it is on the disk, before a container", async () => {
    await executable("java", JAVA);
    await using docker = await standInDaemon();
    expect(await chosen({ ...docker.env, KEYWRIGHT_DYNAMODB_LOCAL: await named() })).toBe("dynamodb-local");
    await mkdir(join(empty, "cache", "dynamodb-local", "amplify-dynamodb-simulator-2.9.30"), { recursive: true });
    expect(await chosen(docker.env)).toBe("dynamodb-local");
  });

  test("a container, before DynamoDB Local is fetched, and where there is no Java for it", async () => {
    await executable("java", JAVA);
    await executable("npm", `echo "the registry was asked" > ${empty}/asked`);
    await using docker = await standInDaemon();
    expect(await chosen(docker.env)).toBe("container");
    await rm(join(empty, "java"));
    expect(await chosen({ ...docker.env, KEYWRIGHT_DYNAMODB_LOCAL: await named() })).toBe("container");
    await expect(rm(join(empty, "asked"))).rejects.toMatchObject({ code: "ENOENT" });
  });

  test("DynamoDB Local that can be fetched", async () => {
    await executable("java", JAVA);
    await executable(
      "npm",
      "echo sha512-xTeeRLvzEfqyd5lh3bH4c0kHvSHHmmhD5ZDsHFKAQ5g2Zl6JqlFdutaQhCLHzxEp6Ry1o7TB6niIoXuQAnSewQ==",
    );
    expect(await chosen({})).toBe("dynamodb-local");
  });

  test("none: one error says of each why not, and what to do", async () => {
    const { code, message } = (await chosen({})) as { code: string; message: string };
    expect(code).toBe("no-engine");
    expect(message.split("\n")).toEqual([
      "No DynamoDB engine can be had here. One of these is needed:",
      expect.stringMatching(/^- dynoxide: No Dynoxide engine for \w+-pdp11: .*Install it/),
      expect.stringMatching(/^- dynamodb-local: .*Java 17 or newer.*Install a Java runtime/),
      expect.stringMatching(/^- container: No container runtime answers.*Start Docker/),
      expect.stringMatching(/^- endpoint: .*set KEYWRIGHT_ENDPOINT/),
      "`npx keywright-testkit doctor` prints this list at any time.",
      "See docs/errors.md#no-engine",
    ]);
  });
});

describe("what somebody chose is not replaced", () => {
  test.each([
    ["dynamodb-local", "java-missing"],
    ["container", "container-runtime-missing"],
    ["endpoint", "endpoint-missing"],
    ["dynamite", "engine-unknown"],
  ])("KEYWRIGHT_ENGINE=%s", async (name, code) => {
    expect(await startFailure({ ...bare, KEYWRIGHT_ENGINE: name })).toMatchObject({ code });
  });

  test("a binary that does not run", async () => {
    expect(await startFailure({ ...bare, KEYWRIGHT_DYNOXIDE: "/nowhere/dynoxide" })).toMatchObject({
      code: "dynoxide-missing",
    });
  });

  test("a folder that holds no DynamoDB Local", async () => {
    await using docker = await standInDaemon();
    expect(await chosen({ ...docker.env, KEYWRIGHT_DYNAMODB_LOCAL: empty })).toMatchObject({
      code: "dynamodb-local-invalid",
    });
  });

  test("the option, by the environment", async () => {
    const { said } = program(`say((await startEngine({ engine: "dynoxide" })).name);`, {
      ...bare,
      KEYWRIGHT_ENGINE: "endpoint",
      KEYWRIGHT_ENDPOINT: "http://127.0.0.1:1",
    });
    expect(await said).toBe("dynoxide");
  });
});

test("an unknown engine is refused with the names of those known", async () => {
  const known = "the engines are dynoxide, dynamodb-local, container, endpoint.";
  expect(await startFailure({ ...bare, KEYWRIGHT_ENGINE: "dynamite" })).toMatchObject({
    code: "engine-unknown",
    message: expect.stringContaining(`KEYWRIGHT_ENGINE is "dynamite"; ${known}`),
  });
  const name: string = "dynamite";
  await expect(startEngine({ engine: name as "dynoxide" })).rejects.toMatchObject({
    code: "engine-unknown",
    message: expect.stringContaining(`The option engine is "dynamite"; ${known}`),
  });
});
