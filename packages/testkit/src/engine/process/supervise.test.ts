import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { becomes, isAlive, program } from "../test-support.ts";
import { supervise } from "./supervise.ts";
import { supervisor } from "./supervisor.ts";

// Both kinds run where there is a shell: the one for platforms without a shell must not be found broken there first.
describe.each(["shell", "node"] as const)("the supervisor in %s", (kind) => {
  const by = supervisor(kind);

  test("names the engine's own process and passes its output on", async () => {
    const started = await supervise(
      process.execPath,
      ["-e", "console.log('pid ' + process.pid); setInterval(() => {}, 1000)"],
      { supervisor: by },
    );
    const line = await started.line(/^pid (\d+)$/, 10_000);
    expect(Number(line?.[1])).toBe(started.pid);
    expect(started.hasExited()).toBe(false);
    await started.kill();
    expect(isAlive(started.pid)).toBe(false);
    expect(started.hasExited()).toBe(true);
  });

  test("passes arguments as they are", async () => {
    const args = ["a b", "$HOME", "'\"", "--port", "*"];
    const started = await supervise(
      process.execPath,
      ["-e", "console.log(JSON.stringify(process.argv.slice(1)))", "--", ...args],
      { supervisor: by },
    );
    const line = await started.line(/^\[.*\]$/, 10_000);
    expect(JSON.parse(line?.[0] ?? "null")).toEqual(args);
    await started.kill();
  });

  test("kills the engine when the program is killed", async () => {
    const { child, said } = program(
      `const { supervise } = await import(${JSON.stringify(fileURLToPath(new URL("./supervise.ts", import.meta.url)))});
      const { supervisor } = await import(${JSON.stringify(fileURLToPath(new URL("./supervisor.ts", import.meta.url)))});
      const started = await supervise(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { supervisor: supervisor("${kind}") });
      say(started.pid);
      setInterval(() => {}, 1000);`,
      {},
    );
    const pid = (await said) as number;
    expect(isAlive(pid)).toBe(true);
    child.kill("SIGKILL");
    expect(await becomes(() => !isAlive(pid), 20_000)).toBe(true);
  });

  test("ends when the engine ends", async () => {
    const started = await supervise(process.execPath, ["-e", "console.error('no'); process.exit(3)"], {
      supervisor: by,
    });
    expect(await started.line(/yes/, 10_000)).toBeUndefined();
    expect(await becomes(started.hasExited, 20_000)).toBe(true);
    expect(started.output()).toBe("no\n");
  });
});

test("a command that does not exist ends at once", async () => {
  const started = await supervise("/nowhere/engine", []);
  expect(await started.line(/ready/, 10_000)).toBeUndefined();
  expect(started.hasExited()).toBe(true);
  expect(started.output()).toMatch(/not found/);
});
