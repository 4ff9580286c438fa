import { TestkitError } from "../../error/testkit-error.ts";
import { variable } from "../environment.ts";
import { ENGINE_PRODUCTS, type EngineProduct } from "../names.ts";

interface Product {
  readonly product?: EngineProduct;
  readonly version?: string;
}

/**
 * What answers at an endpoint: what the option says, else `KEYWRIGHT_ENDPOINT_PRODUCT`, such as `aws` or
 * `dynamodb-local@3.3.1`. Nothing where nobody said.
 *
 * @throws {TestkitError} `engine-unknown`.
 */
export function parseProduct(option: string | undefined): Product {
  const text = option ?? variable("KEYWRIGHT_ENDPOINT_PRODUCT");
  if (text === undefined) return {};
  const [wanted, version] = text.split("@");
  const product = ENGINE_PRODUCTS.find((name) => name === wanted);
  if (product === undefined) {
    const source = option === undefined ? "KEYWRIGHT_ENDPOINT_PRODUCT" : "The option product";
    throw new TestkitError({
      code: "engine-unknown",
      message: `${source} is "${text}"; it must be one of ${ENGINE_PRODUCTS.join(", ")}, with a version where it counts (dynamodb-local@3.3.1), or not be set.`,
    });
  }
  return { product, ...(version !== undefined && version !== "" && { version }) };
}
