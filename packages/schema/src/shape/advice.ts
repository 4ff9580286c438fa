/** Why a kind of schema cannot be stored, and what to write instead; by zod's name of the kind. */
const advice: { readonly [type: string]: string } = {
  date: "DynamoDB has no dates: write isoDateTime() to store a string, or epochSeconds() or epochMilliseconds() to store a number",
  map: "DynamoDB has no Map: write z.record(z.string(), ...) for a map with free names, or z.array(z.tuple([...])) for other keys",
  nan: "DynamoDB cannot store NaN: leave the attribute out with .optional() instead",
  file: "A File cannot be stored: write bytes() for its content, or keep it in S3 and store its key with z.string()",
  promise: "A promise cannot be stored: await the value first, and write the schema of the value",
  function: "A function cannot be stored: take it out of the schema",
  symbol: "A symbol cannot be stored: write z.enum([...]) or z.string()",
  undefined: "DynamoDB has no undefined: write .optional() around the other options, or z.null()",
  void: "DynamoDB has no undefined: write .optional() around the other options, or z.null()",
  never: "No value fits z.never(): take it out of the schema, or write z.strictObject(...) to refuse other attributes",
  transform:
    "A transform goes one way only, and what is stored must be read and written: write z.codec(stored, program, { decode, encode })",
  success: "z.success() goes one way only, and what is stored must be read and written: write the schema itself",
  intersection: "An intersection cannot be stored: write a.extend(b.shape) to make one object of both",
  custom:
    "z.custom() and z.instanceof() do not say how to store the value: write bytes(), decimal() or url(), or z.codec(stored, z.custom(...), { decode, encode })",
};

export function adviceFor(type: string): string {
  return (
    advice[type] ?? `The kind '${type}' of zod is not known here: write a schema of strings, numbers, lists or objects`
  );
}

/** Kinds that cannot be encoded, not even on the program side of a codec. */
export const oneWayTypes: ReadonlySet<string> = new Set(["transform", "success"]);
