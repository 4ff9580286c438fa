import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { chooseEngine } from "./choose.ts";
import { type StandInDaemon, standInDaemon } from "./container/test-support.ts";
import { startEngine } from "./start.ts";
import { bareEnvironment, ELSEWHERE, elsewhere, program, stubEnvironment } from "./test-support.ts";

let empty: string;
let bare: NodeJS.ProcessEnv;
beforeEach(async () => {
  empty = await mkdtemp(join(tmpdir(), "keywright-choose-"));
  bare = bareEnvironment(empty);
  stubEnvironment(bare);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(empty, { recursive: true });
});

/** In a process of its own, because testcontainers looks for a runtime once. */
function chosenWith(docker: StandInDaemon, env: NodeJS.ProcessEnv = {}): Promise<unknown> {
  const code = `${ELSEWHERE}
    const { chooseEngine } = await import(${JSON.stringify(new URL("./choose.ts", import.meta.url).href)});
    say(await chooseEngine(undefined, undefined).catch(({ code }) => ({ code })));`;
  return program(code, { ...bare, ...docker.env, ...env }).said;
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
    vi.stubEnv("KEYWRIGHT_ENDPOINT", "http://127.0.0.1:1");
    expect(await chooseEngine(undefined, undefined)).toBe("endpoint");
    vi.stubEnv("KEYWRIGHT_ENDPOINT", "");
    expect(await chooseEngine(undefined, "http://127.0.0.1:1")).toBe("endpoint");
  });

  test("Dynoxide where its binary is", async () => {
    expect(await chooseEngine(undefined, undefined)).toBe("dynoxide");
  });

  test("DynamoDB Local where it is on the disk, before a container", async () => {
    await executable("java", JAVA);
    await using docker = await standInDaemon();
    expect(await chosenWith(docker, { KEYWRIGHT_DYNAMODB_LOCAL: await named() })).toBe("dynamodb-local");
    await mkdir(join(empty, "cache", "dynamodb-local", "amplify-dynamodb-simulator-2.9.30"), { recursive: true });
    expect(await chosenWith(docker)).toBe("dynamodb-local");
  });

  test("a container, before DynamoDB Local is fetched, and where there is no Java for it", async () => {
    await executable("java", JAVA);
    await executable("npm", `echo "the registry was asked" > ${empty}/asked`);
    await using docker = await standInDaemon();
    expect(await chosenWith(docker)).toBe("container");
    await rm(join(empty, "java"));
    expect(await chosenWith(docker, { KEYWRIGHT_DYNAMODB_LOCAL: await named() })).toBe("container");
    await expect(rm(join(empty, "asked"))).rejects.toMatchObject({ code: "ENOENT" });
  });

  test("DynamoDB Local that can be fetched", async () => {
    await executable("java", JAVA);
    await executable(
      "npm",
      "echo sha512-xTeeRLvzEfqyd5lh3bH4c0kHvSHHmmhD5ZDsHFKAQ5g2Zl6JqlFdutaQhCLHzxEp6Ry1o7TB6niIoXuQAnSewQ==",
    );
    expect(await elsewhere(() => chooseEngine(undefined, undefined))).toBe("dynamodb-local");
  });

  test("none: one error says of each why not, and what to do", async () => {
    const error: unknown = await elsewhere(() => chooseEngine(undefined, undefined)).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: "no-engine" });
    const { message } = error as Error;
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
    vi.stubEnv("KEYWRIGHT_ENGINE", name);
    await expect(startEngine()).rejects.toMatchObject({ code });
  });

  test("a binary that does not run", async () => {
    vi.stubEnv("KEYWRIGHT_DYNOXIDE", "/nowhere/dynoxide");
    await expect(startEngine()).rejects.toMatchObject({ code: "dynoxide-missing" });
  });

  test("a folder that holds no DynamoDB Local", async () => {
    await using docker = await standInDaemon();
    expect(await chosenWith(docker, { KEYWRIGHT_DYNAMODB_LOCAL: empty })).toMatchObject({
      code: "dynamodb-local-invalid",
    });
  });

  test("the option, by the environment", async () => {
    vi.stubEnv("KEYWRIGHT_ENGINE", "endpoint");
    vi.stubEnv("KEYWRIGHT_ENDPOINT", "http://127.0.0.1:1");
    await using engine = await startEngine({ engine: "dynoxide" });
    expect(engine.name).toBe("dynoxide");
  });
});

test("an unknown engine is refused with the names of those known", async () => {
  const known = "the engines are dynoxide, dynamodb-local, container, endpoint.";
  vi.stubEnv("KEYWRIGHT_ENGINE", "dynamite");
  await expect(startEngine()).rejects.toMatchObject({
    code: "engine-unknown",
    message: expect.stringContaining(`KEYWRIGHT_ENGINE is "dynamite"; ${known}`),
  });
  const name: string = "dynamite";
  await expect(startEngine({ engine: name as "dynoxide" })).rejects.toMatchObject({
    code: "engine-unknown",
    message: expect.stringContaining(`The option engine is "dynamite"; ${known}`),
  });
});
