import { describe, expect, test, vi } from "vitest";
import { eventually } from "./eventually.ts";

describe("what becomes true", () => {
  test("is given, after as many attempts as it takes", async () => {
    let attempts = 0;
    const value = await eventually(
      async () => {
        attempts++;
        if (attempts < 4) throw new Error("not yet");
        return "there";
      },
      { intervalMs: 1 },
    );
    expect(value).toBe("there");
    expect(attempts).toBe(4);
  });

  test("is given at once where it is true already, whatever the time", async () => {
    expect(await eventually(() => 1, { timeoutMs: 0 })).toBe(1);
  });

  test("is waited for by the system's time, also under fake timers", async () => {
    vi.useFakeTimers();
    try {
      let attempts = 0;
      await eventually(() => {
        if (++attempts < 3) throw new Error("not yet");
      });
      expect(attempts).toBe(3);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe("what does not", () => {
  test("fails with the last error and the number of attempts", async () => {
    let attempts = 0;
    const failing = (): never => {
      throw new Error(`attempt ${++attempts}`);
    };
    const error: unknown = await eventually(failing, { timeoutMs: 200, intervalMs: 20 }).catch(
      (reason: unknown) => reason,
    );
    expect(attempts).toBeGreaterThanOrEqual(2);
    expect(error).toMatchObject({
      code: "eventually-timeout",
      cause: { message: `attempt ${attempts}` },
      message: expect.stringContaining(`tried ${attempts} times in 200 ms and failed each time: attempt ${attempts}`),
    });
  });

  test("is tried once where there is no time", async () => {
    const waiting = eventually(() => Promise.reject(new Error("no")), { timeoutMs: 0 });
    await expect(waiting).rejects.toThrow(/tried once in 0 ms and (failed each time: no|had not ended)/);
  });

  test("is not waited for beyond the time where it hangs, and is told to end", async () => {
    let told: AbortSignal | undefined;
    const hanging = (signal: AbortSignal): Promise<never> => {
      told = signal;
      return new Promise(() => undefined);
    };
    await expect(eventually(hanging, { timeoutMs: 30 })).rejects.toThrow(/tried once in 30 ms and had not ended/);
    expect(told?.aborted).toBe(true);
  });

  test("ends when it is aborted, with the reason", async () => {
    const stop = new AbortController();
    const waiting = eventually(() => Promise.reject(new Error("no")), {
      signal: stop.signal,
      intervalMs: 10_000,
      timeoutMs: 20_000,
    });
    setTimeout(() => stop.abort(new Error("enough")), 20);
    await expect(waiting).rejects.toThrow("enough");
    const pending = new AbortController();
    const hanging = eventually(() => new Promise(() => undefined), { signal: pending.signal });
    setTimeout(() => pending.abort(new Error("enough")), 20);
    await expect(hanging).rejects.toThrow("enough");
  });

  test("options that are no time are refused", async () => {
    await expect(eventually(() => 1, { timeoutMs: Number.NaN })).rejects.toThrow(RangeError);
    await expect(eventually(() => 1, { intervalMs: -1 })).rejects.toThrow(RangeError);
  });
});
