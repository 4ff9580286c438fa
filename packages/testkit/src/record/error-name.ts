import { type Answer, contentOf } from "../network/answer.ts";

/** The service's name of the error that an answer tells; `undefined` for success. */
export function errorName(answer: Answer): string | undefined {
  if (answer.status < 300) return undefined;
  try {
    const { __type } = contentOf(answer);
    if (typeof __type === "string") return __type.slice(__type.indexOf("#") + 1);
  } catch {
    // No JSON: what stands between a program and the service answers with pages of its own.
  }
  return `HTTP ${answer.status}`;
}

/** What the network failed with, in a word. */
export function nameOfFailure(error: unknown): string {
  if (typeof error !== "object" || error === null) return String(error);
  if ("code" in error && typeof error.code === "string") return error.code;
  return "name" in error ? String(error.name) : String(error);
}
