import type { Behaviours } from "../behaviour.ts";
import { refused, same } from "../differs.ts";
import { type Attributes, L, M, N, NS, S, SS } from "../values.ts";

const REFUSED = "ValidationException";

export const updates = {
  "update-creates": {
    group: "updates",
    does: "An update of no item creates it, also one without changes, which leaves the key alone",
    probe: async (bench) => {
      await bench.update(undefined);
      same(await bench.get(), {}, "item");
      await bench.delete();
      await bench.update("SET a = :v", { ":v": N(1) });
      same(await bench.get(), { a: N(1) }, "item");
    },
  },
  "return-values-of-update": {
    group: "updates",
    does: "An update returns all or the changed attributes, from before or after it, as ReturnValues says",
    probe: async (bench) => {
      await bench.put({ a: N(1), b: N(2), c: N(3) });
      const returned = async (
        ReturnValues: "NONE" | "ALL_OLD" | "UPDATED_OLD" | "ALL_NEW" | "UPDATED_NEW",
        a: number,
      ) => (await bench.update("SET a = :a REMOVE c", { ":a": N(a) }, { ReturnValues })).Attributes;
      const key = bench.key();
      same(await returned("UPDATED_OLD", 2), { a: N(1), c: N(3) }, "UPDATED_OLD");
      same(await returned("ALL_OLD", 3), { ...key, a: N(2), b: N(2) }, "ALL_OLD");
      same(await returned("ALL_NEW", 4), { ...key, a: N(4), b: N(2) }, "ALL_NEW");
      same(await returned("UPDATED_NEW", 5), { a: N(5) }, "UPDATED_NEW");
      same(await returned("NONE", 6), undefined, "NONE");
    },
  },
  "return-values-of-put-and-delete": {
    group: "updates",
    does: "A put and a delete return the item from before them with ALL_OLD, and take no other ReturnValues but NONE",
    probe: async (bench) => {
      const ask = { ReturnValues: "ALL_OLD" } as const;
      same((await bench.put({ a: N(1) }, "a", ask)).Attributes, undefined, "first put");
      same((await bench.put({ a: N(2) }, "a", ask)).Attributes, { ...bench.key(), a: N(1) }, "second put");
      same((await bench.delete(ask)).Attributes, { ...bench.key(), a: N(2) }, "delete");
      await refused(bench.put({}, "a", { ReturnValues: "ALL_NEW" }), REFUSED, "put with ALL_NEW");
    },
  },
  "values-from-before": {
    group: "updates",
    does: "All values of an update are taken from the item as it was before it",
    probe: async (bench) => {
      await bench.put({ a: N(1), b: N(2) });
      await bench.update("SET a = b, b = a, c = if_not_exists(c, a)");
      same(await bench.get(), { a: N(2), b: N(1), c: N(1) }, "item");
    },
  },
  "add-and-delete": {
    group: "updates",
    does: "ADD counts up or unites from nothing on, DELETE takes members from a set, and a set without members is removed",
    probe: async (bench) => {
      const values: Attributes = { ":one": N(1), ":s": SS("x", "y") };
      await bench.update("ADD n :one, s :s", values);
      await bench.update("ADD n :one, s :s", { ":one": N(-3), ":s": SS("y", "z") });
      const { s, ...item } = (await bench.get()) ?? {};
      same([item, [...(s?.SS ?? [])].sort()], [{ n: N(-2) }, ["x", "y", "z"]], "item after ADD");
      await bench.update("DELETE s :s", { ":s": SS("x", "y", "z") });
      same(await bench.get(), { n: N(-2) }, "item after DELETE");
    },
  },
  "functions-of-set": {
    group: "updates",
    does: "The functions if_not_exists and list_append can stand in one another and in sums",
    probe: async (bench) => {
      const change = "SET l = list_append(if_not_exists(l, :none), :x), n = if_not_exists(n, :start) + :one";
      const values: Attributes = { ":none": L(), ":x": L(S("x")), ":start": N(10), ":one": N(1) };
      await bench.update(change, values);
      await bench.update(change, values);
      same(await bench.get(), { l: L(S("x"), S("x")), n: N(12) }, "item");
    },
  },
  "exact-arithmetic": {
    group: "updates",
    does: "Sums are exact in decimal, to 38 digits, and refused beyond",
    otherwise: "A sum that needs all digits is rounded, or passes where the service refuses it.",
    probe: async (bench) => {
      await bench.put({ a: N("0.1"), b: N("99999999999999999999999999999999999998"), c: N("1E100") });
      await bench.update("SET a = a + :a, b = b + :b", { ":a": N("0.2"), ":b": N(1) });
      const { a, b } = (await bench.get()) ?? {};
      same([a, b], [N("0.3"), N("99999999999999999999999999999999999999")], "sums");
      await refused(bench.update("SET c = c + :c", { ":c": N("1E-10") }), REFUSED, "a sum of 110 digits");
    },
  },
  "missing-parent": {
    group: "updates",
    does: "A change below a map or list that is not there is refused, and the item stays as it is",
    proves: "documentPaths",
    otherwise: "An update passes the test and is refused by the service: it needs the parent to be there.",
    probe: async (bench) => {
      await bench.put({ m: M({}), n: N(1) });
      await bench.update("SET m.a = :v", { ":v": N(1) });
      for (const path of ["absent.a", "m.absent.a", "n.a", "absent[0]"]) {
        await refused(bench.update(`SET ${path} = :v, z = :v`, { ":v": N(1) }), REFUSED, path);
      }
      same(await bench.get(), { m: M({ a: N(1) }), n: N(1) }, "item");
    },
  },
  "behind-the-list": {
    group: "updates",
    does: "A value set behind the end of a list is appended to it",
    proves: "documentPaths",
    otherwise: "The list has gaps in the test that it does not have in the service.",
    probe: async (bench) => {
      await bench.put({ l: L(N(0)) });
      await bench.update("SET l[9] = :v", { ":v": N(1) });
      same((await bench.get())?.l, L(N(0), N(1)), "list");
    },
  },
  "list-positions": {
    group: "updates",
    does: "Positions in a list are those from before the update, whatever else it removes or sets",
    proves: "documentPaths",
    otherwise: "An update that removes and sets several positions of one list leaves another list than in the service.",
    probe: async (bench) => {
      await bench.put({ l: L(N(0), N(1), N(2), N(3), N(4)) });
      await bench.update("REMOVE l[0], l[2] SET l[3] = :v", { ":v": S("x") });
      same((await bench.get())?.l, L(N(1), S("x"), N(4)), "list");
    },
  },
  "remove-what-is-not-there": {
    group: "updates",
    does: "Removing an attribute or a position that is not there changes nothing",
    probe: async (bench) => {
      await bench.put({ l: L(N(0)), m: M({}) });
      await bench.update("REMOVE absent, l[5], m.a");
      same(await bench.get(), { l: L(N(0)), m: M({}) }, "item");
    },
  },
  "missing-source": {
    group: "updates",
    does: "A value taken from an attribute that is not there is refused, and the item stays as it is",
    probe: async (bench) => {
      await bench.put({ a: N(1) });
      await bench.update("SET b = a");
      await refused(bench.update("SET c = a, b = absent"), REFUSED, "SET b = absent");
      await refused(bench.update("SET c = a, b = absent + a"), REFUSED, "SET b = absent + a");
      same(await bench.get(), { a: N(1), b: N(1) }, "item");
    },
  },
  "wrong-operand": {
    group: "updates",
    does: "A sum with a stored string, a list_append to a stored number and an ADD to another type are refused",
    probe: async (bench) => {
      await bench.put({ s: S("x"), n: N(1), l: L() });
      const values: Attributes = { ":v": N(1) };
      await bench.update("SET n = n + :v", values);
      await refused(bench.update("SET z = s + :v", values), REFUSED, "string + number");
      await refused(bench.update("SET z = list_append(n, l)"), REFUSED, "list_append to a number");
      await refused(bench.update("ADD s :v", values), REFUSED, "ADD to a string");
      await refused(bench.update("ADD n :v", { ":v": NS(1) }), REFUSED, "ADD of a set to a number");
    },
  },
  "keys-stay": {
    group: "updates",
    does: "An update that changes an attribute of the table's key is refused, also to the same value",
    probe: async (bench) => {
      await bench.update("SET a = :v", { ":v": S("a") });
      await refused(bench.update("SET SK = :v", { ":v": S("a") }), REFUSED, "SET SK");
      await refused(bench.update("REMOVE PK"), REFUSED, "REMOVE PK");
    },
  },
} as const satisfies Behaviours;
