import { numbersOf, type Program } from "./program.ts";

// Names differ from entity to entity, so that the compiler cannot take one's types for another's.

/** Attributes of an entity, without those that Keywright manages. */
export function attributesText(i: number): string {
  return `ownerId: z.string(),
  id${i}: z.string(),
  title${i}: z.string().min(1),
  description${i}: z.string().optional(),
  status: z.enum(["OPEN${i}", "IN_PROGRESS", "DONE"]).default("OPEN${i}"),
  dueDate: z.iso.date(),
  priority${i}: z.int().min(0).max(9),
  points${i}: z.int().min(0).default(0),
  done${i}: z.boolean(),
  assigneeId: z.string(),
  address${i}: z.object({ street: z.string(), city: z.string(), country: z.string().length(2) }).optional(),
  labels${i}: z.set(z.string()).optional(),
  lines${i}: z.array(z.object({ sku: z.string(), count: z.int() })),
  notes${i}: z.record(z.string(), z.string()),
  weight${i}: z.number().nullable(),`;
}

export function schemaText(i: number): string {
  return `z.object({
  ${attributesText(i)}
})`;
}

/** What an item is created from: every attribute that is neither optional nor has a default. */
export function itemText(i: number): string {
  return `ownerId: "o", id${i}: "i", title${i}: "t", dueDate: "2030-05-01", priority${i}: 1, done${i}: false,
    assigneeId: "a", lines${i}: [{ sku: "s", count: 1 }], notes${i}: { a: "b" }, weight${i}: null`;
}

/** As many schemas, each in a module of its own, and both sides of each are used. */
export function zodProgram(entities: number): Program {
  return new Map(numbersOf(entities).map((i) => [`entity-${i}.ts`, zodModule(i)]));
}

function zodModule(i: number): string {
  return `import * as z from "zod";
export const schema = ${schemaText(i)};
export type Output = z.output<typeof schema>;
export type Input = z.input<typeof schema>;
export const read = (item: Output): number => item.title${i}.length + item.points${i};
export const write = (item: Input): string => item.title${i};
`;
}
