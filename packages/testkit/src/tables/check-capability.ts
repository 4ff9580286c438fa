import type { AnyTable } from "keywright";
import type { Engine } from "../engine/engine.ts";
import { TestkitError } from "../error/testkit-error.ts";

/** An engine takes some tables that it cannot read: queries of them would fail in words about something else. */
export function checkCapability({ name, version = "", supports }: Engine, { model }: AnyTable): void {
  // What answers at an endpoint is seldom known as well as the engines that are started here.
  if (name === "endpoint" || supports("multiAttributeIndexKeys")) return;
  for (const index of model.indexes.values()) {
    if (index.partitionKeys.length < 2 && index.sortKeys.length < 2) continue;
    throw new TestkitError({
      code: "engine-lacks-capability",
      message: `The index '${index.name}' of the table '${model.name}' has a key of several attributes, which ${`${name} ${version}`.trim()} does not have. Run this test on DynamoDB Local 3.3 or newer: name its folder in KEYWRIGHT_DYNAMODB_LOCAL and set KEYWRIGHT_ENGINE to dynamodb-local. Where a test can run on other engines, too, ask engine.supports("multiAttributeIndexKeys") first.`,
    });
  }
}
