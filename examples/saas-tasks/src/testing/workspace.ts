import { startDynamoDB, type TestDynamoDB } from "@keywright/testkit";
import { afterAll, beforeAll } from "vitest";
import { appTable } from "../model/table.ts";
import { openWorkspace, type Workspace } from "../workspace.ts";

export interface Clock {
  now: Date;
}

/** An engine for the tests of a file, and workspaces on it. */
export function useWorkspaces(clock: Clock = { now: new Date() }): (tenantId: string) => Workspace {
  let dynamodb: TestDynamoDB | undefined;
  beforeAll(async () => {
    dynamodb = await startDynamoDB({ tables: [appTable], connect: { clock: () => clock.now } });
  });
  afterAll(() => dynamodb?.stop());
  return (tenantId) => {
    if (dynamodb === undefined) throw new Error("the engine is there while tests run");
    return openWorkspace(dynamodb.db, tenantId, () => clock.now);
  };
}
