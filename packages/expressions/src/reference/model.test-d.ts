import type { EntityModel } from "@keywright/schema";
import { expectTypeOf, test } from "vitest";
import type { ReferencedModel } from "./model.ts";

test("every entity model serves", () => {
  expectTypeOf<EntityModel>().toExtend<ReferencedModel>();
});
