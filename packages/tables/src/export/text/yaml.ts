import { Document, visit } from "yaml";

// Texts that readers of YAML 1.1 take for something else, and that the library leaves bare.
const special = ["=", "<<"];

/**
 * Plain data as YAML, quoted so that readers of YAML 1.1 and 1.2 agree: an attribute type `N` and a policy's `2012-10-17` stay text.
 */
export function yamlText(value: unknown): string {
  const document = new Document(value, { version: "1.1", aliasDuplicateObjects: false });
  visit(document, {
    Scalar: (_key, scalar) => {
      if (typeof scalar.value === "string" && special.includes(scalar.value)) scalar.type = "QUOTE_DOUBLE";
    },
  });
  return document.toString({ lineWidth: 0 });
}

/** Several documents in one file, as `kubectl apply` takes them. */
export function yamlDocuments(values: readonly unknown[]): string {
  return values.map((value) => `---\n${yamlText(value)}`).join("");
}
