import { describe, expectTypeOf, it } from "vitest";
import type { AnyName, Bare, BareName, NamesIn } from "./template-types.ts";

describe("the names in a template", () => {
  it("are a tuple in order, without repeats and modifiers", () => {
    expectTypeOf<NamesIn<"DUE#{dueDate}#N#{n:8}#{title:escaped}#{dueDate}">>().toEqualTypeOf<
      ["dueDate", "n", "title"]
    >();
    expectTypeOf<NamesIn<"{a}{b}">>().toEqualTypeOf<["a", "b"]>();
    expectTypeOf<NamesIn<"META">>().toEqualTypeOf<[]>();
    expectTypeOf<NamesIn<"">>().toEqualTypeOf<[]>();
  });

  it("are not those of shards", () => {
    expectTypeOf<AnyName<"A#{shard:10}#{b}">>().toEqualTypeOf<"b">();
    expectTypeOf<NamesIn<"{shard:10}#{b:lower}">>().toEqualTypeOf<["b"]>();
    expectTypeOf<AnyName<"{shard:10}">>().toEqualTypeOf<never>();
    expectTypeOf<AnyName<"{shard}#{shards:2}">>().toEqualTypeOf<"shard" | "shards">();
  });

  it("leave out those already seen", () => {
    expectTypeOf<NamesIn<"{user}#{task}", "user">>().toEqualTypeOf<["task"]>();
    expectTypeOf<NamesIn<"{user}", "user" | "task">>().toEqualTypeOf<[]>();
  });

  it("are a union for checks", () => {
    expectTypeOf<AnyName<"A#{a:lower}#{b}#{a}">>().toEqualTypeOf<"a" | "b">();
    expectTypeOf<AnyName<"A:{a}#{b}:">>().toEqualTypeOf<"a" | "b">();
    expectTypeOf<AnyName<"{a}#{b}">>().toEqualTypeOf<"a" | "b">();
    expectTypeOf<AnyName<"META">>().toEqualTypeOf<never>();
    expectTypeOf<AnyName<undefined>>().toEqualTypeOf<never>();
  });

  it("are the attribute itself where there is no template, whatever its name", () => {
    expectTypeOf<AnyName<Bare<"a:b">>>().toEqualTypeOf<"a:b">();
    expectTypeOf<NamesIn<Bare<"a">>>().toEqualTypeOf<["a"]>();
    expectTypeOf<NamesIn<Bare<"a">, "a">>().toEqualTypeOf<[]>();
    expectTypeOf<BareName<Bare<"a"> | "A#{b}" | "{c}">>().toEqualTypeOf<"a">();
  });

  it("are not other names", () => {
    // @ts-expect-error the template names `userId`
    const name: AnyName<"USER#{userId}"> = "userID";
    expectTypeOf(name).toBeString();
  });
});
