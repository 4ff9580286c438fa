import { describe, expectTypeOf, it } from "vitest";
import type { NamesIn } from "./template-types.ts";

describe("the names in a template", () => {
  it("are a tuple in order, without modifiers", () => {
    expectTypeOf<NamesIn<"DUE#{dueDate}#N#{n:8}#{title:escaped}#{dueDate}">>().toEqualTypeOf<
      ["dueDate", "n", "title", "dueDate"]
    >();
    expectTypeOf<NamesIn<"{a}{b}">>().toEqualTypeOf<["a", "b"]>();
    expectTypeOf<NamesIn<"META">>().toEqualTypeOf<[]>();
    expectTypeOf<NamesIn<"">>().toEqualTypeOf<[]>();
    expectTypeOf<NamesIn<undefined>>().toEqualTypeOf<[]>();
  });

  it("are not other names", () => {
    // @ts-expect-error the template names `userId`
    const name: NamesIn<"USER#{userId}">[number] = "userID";
    expectTypeOf(name).toBeString();
  });
});
