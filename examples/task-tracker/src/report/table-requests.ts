import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Report } from "./report.ts";
import { showPlain } from "./value.ts";

// Describe requests, which waiting repeats, would tell nothing.
const shown: ReadonlySet<string> = new Set(["CreateTable", "UpdateTable", "UpdateTimeToLive", "DeleteTable"]);

/** Reports the requests that change tables. Those on items come from the library's own observer. */
export function reportTableRequests(client: DynamoDBClient, report: Report): void {
  client.middlewareStack.add(
    (next, { commandName = "" }) =>
      async (args) => {
        const name = commandName.replace(/Command$/, "");
        if (shown.has(name)) report.lines([name, ...Object.entries(args.input).map(property)]);
        return next(args);
      },
    { step: "initialize", name: "reportTableRequests" },
  );
}

function property([name, value]: readonly [string, unknown]): string {
  return `  ${name}: ${typeof value === "string" ? value : showPlain(value)}`;
}
