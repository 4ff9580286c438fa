import { numbersOf, type Program } from "../programs/program.ts";
import { mistakeMark } from "./mistakes.ts";

const attributes = 40;
const options = 20;
const levels = 6;

/**
 * A program of what makes a compiler give up: six levels of optional maps, unions of 20 options in an attribute and at the
 * root, recursive schemas, and 40 attributes; all used in every operation. Mistakes at the bottom of each are marked, so
 * that types which had given way to `any` would be seen.
 */
export function stressProgram(): Program {
  return new Map([
    ["stress-table.ts", tableModule],
    ["wide.ts", wideModule()],
    ["events.ts", eventsModule()],
    ["use.ts", useModule()],
  ]);
}

const tableModule = `import { connect, defineTable } from "keywright";
export const table = defineTable({
  name: "Stress",
  partitionKey: { PK: "S" },
  sortKey: { SK: "S" },
  indexes: {
    byGroup: { type: "global", partitionKey: { GSI1PK: "S" }, sortKey: { GSI1SK: "S" }, projection: "ALL" },
    byTitle: { type: "global", partitionKey: { GSI2PK: "S" }, projection: ["title", "deep"] },
  },
});
export const db = connect({ region: "eu-central-1" });
`;

function nested(level: number): string {
  const inner = level === levels ? "" : `, l${level + 1}: ${nested(level + 1)}`;
  return `z.object({ text: z.string(), count: z.int().optional(), flag: z.boolean().default(false)${inner} }).optional()`;
}

function optionTexts(extra: string): string {
  return numbersOf(options)
    .map(
      (i) =>
        `z.object({ ${extra}kind: z.literal("k${i}"), at${i}: z.number(), inner: z.object({ v${i}: z.string().optional() }) })`,
    )
    .join(",\n      ");
}

function wideModule(): string {
  // Ten attributes have names of their own.
  const plain = ["z.string()", "z.int()", "z.boolean()", "z.string().optional()", "z.set(z.string()).optional()"];
  const others = numbersOf(attributes - 10).map((i) => `a${i}: ${plain[i % plain.length]},`);
  return `import { defineEntity, type Item } from "keywright";
import * as z from "zod";
import { table } from "./stress-table.ts";
const Node = z.object({
  label: z.string(),
  weight: z.number().optional(),
  get left() { return Node.optional(); },
  get children(): z.ZodArray<typeof Node> { return z.array(Node); },
});
interface Tree { readonly name: string; readonly tree?: Tree | undefined }
const Tree: z.ZodType<Tree, Tree> = z.lazy(() => z.object({ name: z.string(), tree: Tree.optional() }));
export const Wide = defineEntity({
  name: "Wide",
  table,
  schema: z.object({
    owner: z.string(),
    id: z.string(),
    group: z.enum([${numbersOf(options)
      .map((i) => `"G${i}"`)
      .join(", ")}]),
    title: z.string().default("none"),
    deep: ${nested(1)},
    event: z.discriminatedUnion("kind", [
      ${optionTexts("")}
    ]),
    choice: z.union([
      ${optionTexts("")}
    ]).optional(),
    node: Node,
    tree: Tree.optional(),
    byName: z.record(z.string(), Node),
    ${others.join("\n    ")}
  }),
  key: { PK: "OWNER#{owner}", SK: "WIDE#{id}" },
  indexes: {
    byGroup: { GSI1PK: "GROUP#{group}", GSI1SK: "A#{a0}#B#{a5}#ID#{id}" },
    byTitle: { GSI2PK: "TITLE#{title}" },
  },
  version: "version",
  timestamps: { createdAt: "createdAt", updatedAt: "updatedAt" },
});
export type Wide = Item<typeof Wide>;
`;
}

function eventsModule(): string {
  return `import { defineEntity, type Item } from "keywright";
import * as z from "zod";
import { table } from "./stress-table.ts";
export const Event = defineEntity({
  name: "Event",
  table,
  schema: z.discriminatedUnion("kind", [
      ${optionTexts("owner: z.string(), id: z.string(), ")}
  ]),
  key: { PK: "OWNER#{owner}", SK: "EVENT#{id}" },
  version: "version",
});
export type Event = Item<typeof Event>;
`;
}

function at(path: string): string {
  return `t.deep${path}`;
}

function useModule(): string {
  const key = '{ owner: "o", id: "i" }';
  const bottom = numbersOf(levels - 1)
    .map((i) => `.l${i + 2}`)
    .join("");
  const patched = (change: string) => {
    let text = `patch({ ${change} })`;
    for (let level = levels; level > 1; level--) text = `patch({ l${level}: whenExists(${text}) })`;
    return `Wide.update(${key}, { deep: whenExists(${text}) })`;
  };
  const where = (condition: string) => `Wide.update(${key}, { a1: 1 }, { where: (t) => ${condition} })`;
  const mistake = `; ${mistakeMark}`;
  return `import { and, append, at, entryOf, eq, exists, gt, increment, or, patch, remove, set, variant, whenExists } from "keywright";
import { Event } from "./events.ts";
import { db } from "./stress-table.ts";
import { Wide } from "./wide.ts";
export const deepPatch = ${patched('text: "t", count: remove(), flag: true')};
export const deepMisspelt = ${patched('txt: "t"')}${mistake}an attribute that is not there, six levels down
export const deepRequired = ${patched("text: remove()")}${mistake}a required attribute, six levels down
export const deepWhere = ${where(`and(eq(${at(bottom)}.text, "x"), exists(${at(bottom)}.count), gt(${at(bottom)}.count, 1))`)};
export const deepOperand = ${where(`eq(${at(bottom)}.text, 1)`)}${mistake}an operand of another type, six levels down
export const unionWhere = ${where('or(eq(t.event.kind, "k19"), eq(variant(t.event, "kind", "k19").inner.v19, "x"), gt(variant(t.event, "kind", "k0").at0, 1))')};
export const unionOption = ${where('eq(variant(t.event, "kind", "k20").inner, 1)')}${mistake}an option that is not there
export const unionValue = Wide.update(${key}, { event: { kind: "k7", at7: 1, inner: {} }, choice: { kind: "k19", at19: 1, inner: { v19: "x" } } });
export const unionWrong = Wide.update(${key}, { event: { kind: "k7", at8: 1, inner: {} } })${mistake}an option with the attributes of another
export const recursive = Wide.update(${key}, {
  node: patch({ label: "l", left: whenExists(patch({ left: whenExists(patch({ weight: increment(1, { from: 0 }) })) })), children: append([]) }),
  byName: patch({ de: { label: "x", children: [] }, fr: remove() }),
});
export const recursiveWhere = ${where('and(eq(t.node.left.left.left.left.left.left.label, "x"), eq(at(at(at(t.node.children, 0).children, 1).children, 2).label, "y"), eq(entryOf(t.byName, "de").left.label, "z"))')};
export const recursiveWrong = ${where("eq(t.node.left.left.left.left.left.left.label, 1)")}${mistake}an operand of another type in a recursive schema
export const actions = Wide.update(${key}, (t) => [set(${at(bottom)}.text, "x"), set(at(t.node.children, 0).label, "x"), set(t.a0, "x")]);
export const selected = Wide.get(${key}, { select: ["title", "deep", "event", "node", "a29"] });
export const selectedWrong = Wide.get(${key}, { select: ["a30"] })${mistake}a selection of an attribute that is not there
export const projected = Wide.indexes.byTitle.query({ title: "t" }, { where: (t) => exists(${at(bottom)}.text), select: ["deep"] });
export const grouped = Wide.indexes.byGroup.query({ group: "G19", a0: "x", a5: { beginsWith: "y" } });
export const event = Event.create({ owner: "o", id: "i", kind: "k3", at3: 1, inner: {} });
export const eventWrong = Event.create({ owner: "o", id: "i", kind: "k3", at4: 1, inner: {} })${mistake}an item with the attributes of another option
export const eventUpdate = Event.update(${key}, { kind: "k3" }, { where: (t) => eq(t.kind, "k4") });
export const events = Event.query({ owner: "o" }, { where: (t) => eq(variant(t, "kind", "k19").inner.v19, "x") });
export async function use(): Promise<string | undefined> {
  const wide = await db.send(Wide.get(${key}));
  const put = wide && (await db.send(Wide.put({ ...wide, title: "new" }, { expected: wide })));
  const page = await db.send(events);
  const first = page.items[0];
  return put?.deep${bottom.replaceAll(".", "?.")}?.text ?? put?.node.left?.left?.label ?? (first?.kind === "k3" ? first.inner.v3 : undefined);
}
`;
}
