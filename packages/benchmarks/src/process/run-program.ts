import { fork } from "node:child_process";
import { once } from "node:events";
import { bundleProgram } from "./bundle-program.ts";

/** Has a program of this folder do its work in a process of its own, bundled: gives what it answers to an order. */
export async function runProgram<Answer>(file: string, order: object): Promise<Answer> {
  const child = fork(await bundleProgram(file));
  const ended = new AbortController();
  const { signal } = ended;
  const gone = once(child, "exit", { signal }).then(([code]) =>
    Promise.reject(new Error(`The process of ${file} ended with ${code} before it had answered`)),
  );
  try {
    const answer = once(child, "message", { signal });
    child.send(order);
    const [given] = await Promise.race([answer, gone]);
    return given as Answer;
  } finally {
    gone.catch(() => undefined);
    ended.abort();
    child.kill("SIGKILL");
  }
}

/** Does the work of a process that `runProgram` started. */
export function answerOrder<Order>(work: (order: Order) => Promise<unknown>): void {
  process.once("message", async (order) => {
    const answer = await work(order as Order);
    process.send?.(answer);
  });
}
