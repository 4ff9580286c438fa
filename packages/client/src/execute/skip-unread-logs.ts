import type { Command } from "./attempts.ts";

/**
 * Keeps the SDK from preparing log entries that nobody reads. For each answer it makes a deep copy of the whole input and
 * output, also for the logger that does nothing, which every client has by default: a quarter of the time of a page. A
 * logger that somebody set is left alone. This concerns one command; nothing is installed on the client.
 */
export function skipUnreadLogs(command: Command): void {
  command.middlewareStack.add(
    (next, context) => {
      if (context.logger?.constructor?.name === "NoOpLogger") delete context.logger;
      return next;
    },
    { step: "initialize", name: "skipUnreadLogs", priority: "high" },
  );
}
