import fc from "fast-check";
import { expect, test } from "vitest";
import { makeAnswer } from "../network/answer.ts";
import { readAttempt } from "../network/attempt.ts";
import type { Exchange } from "../network/handler.ts";
import { createRecorder } from "./recorder.ts";

function exchange(invocation: string, size: number, attempt = 1): Exchange {
  const body = JSON.stringify({ TableName: `T-${invocation}`, Pad: "x".repeat(size) });
  const headers = {
    "x-amz-target": "DynamoDB_20120810.PutItem",
    "amz-sdk-invocation-id": invocation,
    "amz-sdk-request": `attempt=${attempt}; max=4`,
  };
  const read = readAttempt({ headers, body }, (name) => name);
  if (read === undefined) throw new Error("it is a request to DynamoDB");
  return { attempt: read, bytes: size, signal: undefined, send: () => Promise.reject(new Error("sent")) };
}

test("bodies are kept up to a size, the latest ones; everything else of all requests", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(50), { maxLength: 2500, size: "max" }),
      fc.integer({ min: 1, max: 20_000 }),
      async (sizes, most) => {
        const { requests, record } = createRecorder({ tables: new Map(), times: new Set() }, most);
        for (const [i, size] of sizes.entries())
          await record(exchange(String(i), size), async () => makeAnswer(200, {}));
        const { all } = requests;
        expect(all.map(({ tableNames }) => tableNames[0])).toEqual(sizes.map((_, i) => `T-${i}`));
        let kept = 0;
        for (let i = sizes.length - 1; i >= 0; i--) {
          kept += sizes[i] ?? 0;
          const input = () => all[i]?.input;
          if (kept <= most || i === sizes.length - 1) expect(input()).toMatchObject({ TableName: `T-${i}` });
          else expect(input).toThrow(expect.objectContaining({ code: "request-forgotten" }));
        }
      },
    ),
    { numRuns: 8 },
  );
});

test("attempts with one invocation are one request, also when they cross those of another", async () => {
  const { requests, record } = createRecorder({ tables: new Map(), times: new Set() });
  const reset = Object.assign(new Error("reset"), { code: "ECONNRESET" });
  await Promise.all([
    record(exchange("a", 1), () => Promise.reject(reset)).catch(() => {}),
    record(exchange("b", 1), async () => makeAnswer(200, { ConsumedCapacity: { CapacityUnits: 3 } })),
  ]);
  expect(requests.all).toMatchObject([{ error: "ECONNRESET", status: undefined }, { capacity: { read: 0, write: 3 } }]);
  await record(exchange("a", 1, 2), async () => ({ status: 502, headers: {}, body: Buffer.from("<html>") }));
  expect(requests.all).toMatchObject([
    { invocation: "a", attempts: 2, status: 502, error: "HTTP 502" },
    { attempts: 1 },
  ]);
});
