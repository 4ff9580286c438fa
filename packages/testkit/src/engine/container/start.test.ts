import { describe, expect, test } from "vitest";
import { isOpen, program, startFailure } from "../test-support.ts";
import { standInDaemon } from "./test-support.ts";

// testcontainers is the real one; in place of Docker there is a stand-in. What needs Docker is in engine-tests.
const START = `
  const engine = await startEngine({ engine: "container" });
  const { ListTablesCommand } = await import("@aws-sdk/client-dynamodb");
  const { TableNames } = await engine.client().send(new ListTablesCommand({}));
  const { name, product, version, pid, startedHere, endpoint } = engine;
  const multi = engine.supports("multiAttributeIndexKeys");
  await engine.stop();
  say({ name, product, version, pid, startedHere, endpoint, multi, TableNames });`;

describe("a container", () => {
  test("is the pinned DynamoDB Local, in memory, published on loopback alone, and removed by stop", async () => {
    await using docker = await standInDaemon();
    const said = await program(START, docker.env).said;
    expect(said).toEqual({
      name: "container",
      product: "dynamodb-local",
      version: "3.3.1",
      startedHere: true,
      endpoint: docker.container.endpoint,
      multi: true,
      TableNames: [],
    });
    expect(docker.created).toEqual([
      expect.objectContaining({
        Image: "amazon/dynamodb-local:3.3.1",
        Cmd: expect.arrayContaining(["-inMemory"]),
        Env: ["DDB_LOCAL_TELEMETRY=0"],
        HostConfig: expect.objectContaining({
          PortBindings: { "8000/tcp": [{ HostIp: "127.0.0.1", HostPort: "0" }] },
        }),
      }),
    ]);
    expect(docker.created[0]?.Cmd).not.toContain("-sharedDb");
    expect(docker.requests).toContain("POST /containers/c0ffee/stop");
    expect(docker.requests.at(-1)).toBe("DELETE /containers/c0ffee");
  });

  test("can be of another image, whose tag says the version", async () => {
    await using docker = await standInDaemon();
    const said = await program(START, {
      ...docker.env,
      KEYWRIGHT_CONTAINER_IMAGE: "registry.example:5000/aws/dynamodb-local:2.6.1-arm",
    }).said;
    expect(said).toMatchObject({ version: "2.6.1", multi: false });
    expect(docker.created[0]?.Image).toBe("registry.example:5000/aws/dynamodb-local:2.6.1-arm");
  });

  test("is pulled once, and that is said before", async () => {
    await using docker = await standInDaemon({ empty: true });
    const { child, said } = program(
      `const [before] = await availableEngines(["container"]);
      await (await startEngine({ engine: "container" })).stop();
      say(before);`,
      docker.env,
    );
    let errors = "";
    child.stderr?.on("data", (chunk: Buffer) => {
      errors += chunk.toString();
    });
    expect(await said).toEqual({
      name: "container",
      available: true,
      version: "3.3.1",
      fetches: "the image amazon/dynamodb-local:3.3.1",
    });
    expect(errors).toContain("Pulling the image amazon/dynamodb-local:3.3.1 (once) ...");
    expect(docker.requests.filter((request) => request === "POST /images/create")).toHaveLength(1);
  });

  test("does not keep a program running that forgets to stop it", async () => {
    await using docker = await standInDaemon();
    const { child, said } = program('say((await startEngine({ engine: "container" })).name);', docker.env);
    expect(await said).toBe("container");
    await new Promise<void>((resolve) => {
      if (child.exitCode === null) child.once("exit", () => resolve());
      else resolve();
    });
    expect(child.exitCode).toBe(0);
  });

  test("that cannot be created is said with what Docker says", async () => {
    await using docker = await standInDaemon({ refuse: "no space left on device" });
    const failure = await startFailure({ ...docker.env, KEYWRIGHT_ENGINE: "container" });
    expect(failure.code).toBe("engine-start-failed");
    expect(failure.message).toMatch(
      /^The container amazon\/dynamodb-local:3\.3\.1 did not start: .*no space left on device.*docker pull/s,
    );
    expect(await isOpen(docker.container.endpoint)).toBe(true);
  });

  test("needs a runtime on this machine", async () => {
    await using docker = await standInDaemon();
    const env = { ...docker.env, TESTCONTAINERS_HOST_OVERRIDE: "192.0.2.7", KEYWRIGHT_ENGINE: "container" };
    const failure = await startFailure(env);
    expect(failure.code).toBe("container-runtime-remote");
    expect(failure.message).toMatch(/is at 192\.0\.2\.7.*KEYWRIGHT_ENDPOINT/);
    expect(docker.created).toEqual([]);
  });

  test("needs testcontainers", async () => {
    // In place of a project without it: the module system says that there is none.
    const { said } = program(
      `const { default: Module } = await import("node:module");
      const resolve = Module._resolveFilename;
      Module._resolveFilename = function (name, ...rest) {
        if (name !== "testcontainers") return resolve.call(this, name, ...rest);
        throw Object.assign(new Error("none"), { code: "MODULE_NOT_FOUND" });
      };
      await startEngine().catch(({ code, message }) => say({ code, message }));`,
      { KEYWRIGHT_ENGINE: "container" },
    );
    expect(await said).toEqual({
      code: "testcontainers-missing",
      message: expect.stringContaining("npm install --save-dev testcontainers@11"),
    });
  });
});
