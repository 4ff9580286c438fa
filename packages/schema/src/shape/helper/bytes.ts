import { type Chained, chain } from "./chain.ts";
import { type ValueSchema, valueSchema } from "./marker.ts";

/** Stored as binary, a `Uint8Array` in the program. */
export type BytesSchema = Chained<ValueSchema<Uint8Array>>;

export function isBytes(value: unknown): value is Uint8Array {
  // By name, because an array of another realm (a worker, a test runner's sandbox) is one as well.
  return value instanceof Uint8Array || Object.prototype.toString.call(value) === "[object Uint8Array]";
}

/**
 * Binary data, stored as type B.
 *
 * @example
 * schema: z.object({ documentId: z.string(), checksum: bytes() })
 */
export function bytes(): BytesSchema {
  return chain(valueSchema("Uint8Array", isBytes, "bytes"));
}
