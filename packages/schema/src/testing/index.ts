export type { SchemaCase } from "./case.ts";
export type { Flavor } from "./flavor.ts";
export { flavors } from "./flavor.ts";
export { label } from "./label.ts";
export { mutated, mutatedWire } from "./mutation.ts";
export { anyItemSchema, anySchema } from "./schema-case.ts";
export { anyBigint, anyBytes, anyDate, anyNumber, anyOpen, anyText, attributeName, decimalText } from "./values.ts";
