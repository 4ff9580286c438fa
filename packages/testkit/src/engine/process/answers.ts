import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { setTimeout as delay } from "node:timers/promises";

/**
 * Waits until something at the endpoint answers a request with any status.
 *
 * @param options.timeoutMs - How long to wait, in milliseconds.
 * @param options.gaveUp - Asked between attempts; true ends the wait.
 * @returns Nothing when it answered, else the reason of the last failure.
 */
export async function waitForAnswer(
  endpoint: string,
  options: { readonly timeoutMs: number; readonly gaveUp?: () => boolean },
): Promise<Error | undefined> {
  const deadline = Date.now() + options.timeoutMs;
  let pause = 5;
  for (;;) {
    const failure = await ask(endpoint, Math.max(deadline - Date.now(), 100));
    if (failure === undefined) return undefined;
    if (options.gaveUp?.() === true || Date.now() + pause >= deadline) return failure;
    await delay(pause);
    pause = Math.min(pause * 2, 200);
  }
}

function ask(endpoint: string, timeoutMs: number): Promise<Error | undefined> {
  return new Promise((resolve) => {
    const url = new URL(endpoint);
    const send = url.protocol === "https:" ? requestHttps : requestHttp;
    // No agent: a connection kept open would outlive the engine.
    const request = send(url, { method: "GET", agent: false, timeout: timeoutMs }, (response) => {
      response.resume();
      response.once("close", () => resolve(undefined));
    });
    request.once("timeout", () => request.destroy(new Error(`No answer within ${timeoutMs} ms.`)));
    request.once("error", resolve);
    request.end();
  });
}
