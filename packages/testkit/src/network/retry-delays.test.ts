import { expect, test } from "vitest";
import { failure, useNotes } from "./test-support.ts";

const quick = useNotes();
const patient = useNotes({ retryDelays: "sdk" });
const adaptive = useNotes({ client: { retryMode: "adaptive" } });
const once = useNotes({ client: { maxAttempts: 1 } });

test("retries follow at once, and are as many as ever", async () => {
  quick().faults.throttle({ times: 4 });
  const error = await failure(quick.put("n"));
  expect(error).toMatchObject({ $metadata: { attempts: 4, totalRetryDelay: 0 } });
});

test("by default the SDK waits as always", async () => {
  patient().faults.serverError({ times: 3 });
  const { $metadata } = await patient.put("n");
  expect($metadata.attempts).toBe(4);
  expect($metadata.totalRetryDelay).toBeGreaterThan(0);
});

test("a strategy that decides its delays alone is told", async () => {
  expect(await failure(adaptive.put("n"))).toMatchObject({ code: "retry-delays-fixed" });
});

test("the client has the configuration of the test", async () => {
  once().faults.reset();
  expect(await failure(once.put("n"))).toMatchObject({ code: "ECONNRESET", $metadata: { attempts: 1 } });
});
