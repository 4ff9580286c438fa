import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import fc from "fast-check";
import { commandTransport } from "../command-transport.ts";
import type { RequestName, Requests } from "../transport.ts";
import type { Response } from "./read-error.ts";

interface Sent {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string;
}

/** The SDK, whole but for the network: what it sends is kept, and answered as told. */
export function sdk(answer: Response & { readonly body: Uint8Array | string }): {
  readonly sent: readonly Sent[];
  send<N extends RequestName>(name: N, input: Requests[N]["input"]): Promise<Requests[N]["output"]>;
} {
  const sent: Sent[] = [];
  const client = new DynamoDBClient({
    region: "eu-central-1",
    credentials: { accessKeyId: "stub", secretAccessKey: "stub" },
    maxAttempts: 1,
    requestHandler: {
      handle: async (request: Sent) => {
        sent.push(request);
        const body = typeof answer.body === "string" ? Buffer.from(answer.body) : answer.body;
        return { response: { statusCode: answer.statusCode, headers: { ...answer.headers }, body } };
      },
    },
  });
  const transport = commandTransport(client);
  return { sent, send: (name, input) => transport.send(name, input, undefined, undefined) };
}

const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 8 }),
  // Alone, the halves of pairs are no text; and names that objects have already, and those of the types.
  fc.constantFrom("\ud800", "a\udc00b", '"B":', '"', "\\", "B", "BS", "S", "N", "M", "constructor", "\u2028"),
);
const bytes = fc.uint8Array({ maxLength: 7 });

/** Maps as they come out of JSON: all names are the object's own. */
export function mapOf<T>(value: fc.Arbitrary<T>): fc.Arbitrary<Record<string, T>> {
  return fc.dictionary(text, value, { maxKeys: 4 });
}

const { value: anyValue } = fc.letrec<{ readonly value: Record<string, unknown> }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.record({ S: text }),
    fc.record({ N: fc.integer().map(String) }),
    fc.record({ B: bytes }),
    fc.record({ BOOL: fc.boolean() }),
    fc.record({ NULL: fc.constant(true) }),
    fc.record({ SS: fc.array(text, { maxLength: 3 }) }),
    fc.record({ NS: fc.array(fc.integer().map(String), { maxLength: 3 }) }),
    fc.record({ BS: fc.array(bytes, { maxLength: 3 }) }),
    fc.record({ L: fc.array(tie("value"), { maxLength: 3 }) }),
    fc.record({ M: mapOf(tie("value")) }),
  ),
}));

/** Attribute values of all types. */
export const value: fc.Arbitrary<Record<string, unknown>> = anyValue;

export const item: fc.Arbitrary<Record<string, unknown>> = mapOf(value);

/** The same with base64 in the place of bytes, as it goes over the wire. */
export function onTheWire(value: unknown): unknown {
  if (ArrayBuffer.isView(value))
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64");
  if (Array.isArray(value)) return value.map(onTheWire);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, onTheWire(member)]));
}
