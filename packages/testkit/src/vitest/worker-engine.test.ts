import { afterEach, expect, test, vi } from "vitest";
import { becomes, isAlive } from "../engine/test-support.ts";
import { shareEngine } from "./worker-engine.ts";

afterEach(() => vi.unstubAllEnvs());

test("the same options share an engine, which the last of its users stops", async () => {
  const [one, two, other] = await Promise.all([
    shareEngine({ engine: "dynoxide", region: "eu-west-1" }),
    shareEngine({ region: "eu-west-1", engine: "dynoxide" }),
    shareEngine({ engine: "dynoxide" }),
  ]);
  const pid = one.engine.pid ?? 0;
  expect(two.engine.pid).toBe(pid);
  expect(other.engine.pid).not.toBe(pid);
  await one.release();
  expect(isAlive(pid)).toBe(true);
  await two.release();
  expect(await becomes(() => !isAlive(pid), 20_000)).toBe(true);
  expect(isAlive(other.engine.pid ?? 0)).toBe(true);

  const later = await shareEngine({ engine: "dynoxide", region: "eu-west-1" });
  expect(later.engine.pid).not.toBe(pid);
  await Promise.all([later.release(), other.release()]);
});

test("an engine that did not start is tried again", async () => {
  vi.stubEnv("KEYWRIGHT_DYNOXIDE", "/no/such/binary");
  const failures = await Promise.allSettled([shareEngine({ engine: "dynoxide" }), shareEngine({ engine: "dynoxide" })]);
  expect(failures.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  vi.unstubAllEnvs();
  const { engine, release } = await shareEngine({ engine: "dynoxide" });
  expect(isAlive(engine.pid ?? 0)).toBe(true);
  await release();
});
