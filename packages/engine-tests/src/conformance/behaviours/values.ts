import type { Behaviours } from "../behaviour.ts";
import { refused, same } from "../differs.ts";
import { type Attributes, B, L, M, N, NS, S, SS, upTo } from "../values.ts";

export const values = {
  "all-types": {
    group: "values",
    does: "Values of all ten types come back as they were stored",
    probe: async (bench) => {
      const item: Attributes = {
        s: S("\u00e9\u{1f600}\u0000"),
        n: N("-12.5"),
        b: B(0, 255),
        t: { BOOL: true },
        f: { BOOL: false },
        z: { NULL: true },
        l: L(S("x"), L(N(1)), M({ k: S("x") })),
        m: M({ "a.b": S("dot"), "#c": L() }),
        ss: SS("a"),
        ns: NS(1),
        bs: { BS: [Uint8Array.of(1)] },
      };
      await bench.put(item);
      same(await bench.get(), item, "item");
    },
  },
  "empty-values": {
    group: "values",
    does: "Strings, bytes, lists and maps may be empty, and sets may not",
    probe: async (bench) => {
      const item: Attributes = { s: S(""), b: B(), l: L(), m: M({}), deep: L(S(""), M({ b: B() })) };
      await bench.put(item);
      same(await bench.get(), item, "item");
      await refused(bench.put({ a: { SS: [] } }), "ValidationException", "empty set of strings");
      await refused(bench.put({ a: { NS: [] } }), "ValidationException", "empty set of numbers");
    },
  },
  "set-members-differ": {
    group: "values",
    does: "A set with a member twice is refused, also where a number is written in two ways",
    otherwise: "A test does not see that the service refuses the set.",
    probe: async (bench) => {
      await bench.put({ a: SS("a", "b"), b: NS(1, 2) });
      await refused(bench.put({ a: SS("a", "a") }), "ValidationException", "a string twice");
      await refused(bench.put({ a: NS("1", "1.0") }), "ValidationException", "a number twice");
    },
  },
  "number-precision": {
    group: "values",
    does: "Numbers keep up to 38 digits, from 1E-130 up to below 1E126, and others are refused rather than rounded",
    otherwise: "A test does not see that the service refuses the number.",
    probe: async (bench) => {
      const kept = ["12345678901234567890123456789012345678", "0.12345678901234567890123456789012345678"];
      await bench.put({ n: L(...kept.map(N)) });
      same((await bench.get())?.n, L(...kept.map(N)), "38 digits");
      await bench.put({ n: L(N("1E-130"), N("9.9E125")) });
      for (const number of ["123456789012345678901234567890123456789", "1E126", "1E-131", "x", "1 "]) {
        await refused(bench.put({ n: N(number) }), "ValidationException", `"${number}"`);
      }
    },
  },
  "numbers-normalised": {
    group: "values",
    does: "A number is stored by its value: zeros at its ends and exponents are not kept",
    probe: async (bench) => {
      await bench.put({ a: N("0042"), b: N("1.200"), c: N("1.5E2"), d: N("-0") });
      same(await bench.get(), { a: N(42), b: N("1.2"), c: N(150), d: N(0) }, "item");
    },
  },
  "nested-numbers-normalised": {
    group: "values",
    does: "A number in a list or a map is stored by its value, too",
    otherwise:
      "Numbers that were written in an unusual way come back as they were written, where the service changes them.",
    probe: async (bench) => {
      await bench.put({ l: L(N("0042"), N("1.5E2")), m: M({ a: N("1.200"), b: N("-0") }) });
      same(await bench.get(), { l: L(N(42), N(150)), m: M({ a: N("1.2"), b: N(0) }) }, "item");
    },
  },
  "nesting-depth": {
    group: "values",
    does: "Values are nested up to 32 levels deep",
    otherwise: "A test does not see that the service refuses the item.",
    probe: async (bench) => {
      const nested = (levels: number) => upTo(levels).reduce((inner) => L(inner), S("x"));
      // Which level is the first is not said: well below and well above.
      await bench.put({ a: nested(30) });
      await refused(bench.put({ a: nested(34) }), "ValidationException", "34 lists");
    },
  },
} as const satisfies Behaviours;
