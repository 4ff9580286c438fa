import type { KeyTemplate } from "@keywright/schema";

/** Whether a key has an attribute as it is stored: not in another case. */
export function isReadable({ parts }: KeyTemplate, name: string): boolean {
  return parts.some(
    (part) =>
      part.kind === "value" && part.attribute === name && part.modifier !== "lower" && part.modifier !== "upper",
  );
}
