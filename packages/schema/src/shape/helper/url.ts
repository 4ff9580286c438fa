import * as core from "zod/v4/core";
import { type Chained, chain } from "./chain.ts";
import { marked, valueSchema } from "./marker.ts";

/** Stored as a string, a `URL` in the program. */
export type UrlSchema = Chained<core.$ZodCodec<core.$ZodType<string, string>, core.$ZodType<URL, URL>>>;

function isUrl(value: unknown): value is URL {
  return value instanceof URL;
}

/**
 * An address, stored as a string (type S) and a `URL` in the program.
 *
 * @example
 * schema: z.object({ linkId: z.string(), target: url() })
 */
export function url(): UrlSchema {
  const stored = new core.$ZodString({ type: "string" });
  const def = {
    type: "pipe" as const,
    in: stored,
    out: valueSchema("URL", isUrl),
    transform: (text: unknown, payload: core.ParsePayload): URL => {
      const address = String(text);
      if (URL.canParse(address)) return new URL(address);
      payload.issues.push({ code: "invalid_format", format: "url", input: address, inst: stored });
      return core.NEVER;
    },
    reverseTransform: (address: unknown) => (address as URL).href,
  };
  return chain(
    new core.$ZodCodec(marked(def, "url")) as core.$ZodCodec<core.$ZodType<string, string>, core.$ZodType<URL, URL>>,
  );
}
