import { expectTypeOf, test } from "vitest";
import * as z from "zod";
import * as mini from "zod/mini";
import type { ObjectSchema, RootSchema, SchemaLike } from "../schema-like.ts";
import { bytes } from "./bytes.ts";
import { epochMilliseconds, epochSeconds, isoDateTime } from "./date.ts";
import { type Decimal, decimal } from "./decimal.ts";
import { url } from "./url.ts";

type Input<S extends SchemaLike> = S["_zod"]["input"];
type Output<S extends SchemaLike> = S["_zod"]["output"];

test("with zod, the program side is what one works with, the stored side says the stored type", () => {
  const schema = z.object({
    id: z.string(),
    seconds: epochSeconds().optional(),
    milliseconds: epochMilliseconds().nullable(),
    iso: isoDateTime().default(new Date(0)),
    digest: bytes(),
    price: z.optional(decimal()),
    link: url().nullable().optional(),
  });
  expectTypeOf<z.output<typeof schema>>().toEqualTypeOf<{
    id: string;
    seconds?: Date | undefined;
    milliseconds: Date | null;
    iso: Date;
    digest: Uint8Array;
    price?: Decimal | undefined;
    link?: URL | null | undefined;
  }>();
  expectTypeOf<z.input<typeof schema>>().toEqualTypeOf<{
    id: string;
    seconds?: number | undefined;
    milliseconds: number | null;
    iso?: string | undefined;
    digest: Uint8Array;
    price?: Decimal | undefined;
    link?: string | null | undefined;
  }>();
  expectTypeOf(schema).toExtend<ObjectSchema>();
});

test("with zod/mini, too", () => {
  const schema = mini.object({
    seconds: mini.optional(epochSeconds()),
    iso: isoDateTime().check(mini.refine((date) => date.getTime() > 0)),
    digests: mini.array(bytes()),
    prices: mini.set(decimal()),
    link: mini.nullable(url()),
  });
  expectTypeOf<mini.output<typeof schema>>().toEqualTypeOf<{
    seconds?: Date | undefined;
    iso: Date;
    digests: Uint8Array[];
    prices: Set<Decimal>;
    link: URL | null;
  }>();
  expectTypeOf<mini.input<typeof schema>>().toEqualTypeOf<{
    seconds?: number | undefined;
    iso: string;
    digests: Uint8Array[];
    prices: Set<Decimal>;
    link: string | null;
  }>();
});

test("what a default may be, and what not", () => {
  expectTypeOf<Output<ReturnType<ReturnType<typeof epochSeconds>["default"]>>>().toEqualTypeOf<Date>();
  expectTypeOf<Input<ReturnType<ReturnType<typeof epochSeconds>["optional"]>>>().toEqualTypeOf<number | undefined>();
  epochSeconds().default(() => new Date());
  // @ts-expect-error a default stands on the program side
  epochSeconds().default(0);
  // @ts-expect-error no default for undefined
  url().default(undefined);
});

test("roots are objects and discriminated unions of objects", () => {
  const a = z.object({ kind: z.literal("a") });
  const b = mini.object({ kind: mini.literal("b") });
  expectTypeOf(a).toExtend<RootSchema>();
  expectTypeOf(b).toExtend<RootSchema>();
  const union = z.discriminatedUnion("kind", [a, z.discriminatedUnion("kind", [z.object({ kind: z.literal("c") })])]);
  expectTypeOf(union).toExtend<RootSchema>();
  expectTypeOf(z.union([a, a])).not.toExtend<RootSchema>();
  expectTypeOf(z.string()).not.toExtend<RootSchema>();
});
