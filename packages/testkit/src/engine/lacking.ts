import { TestkitError } from "../error/testkit-error.ts";
import { type Capability, DECLARED } from "./capability.ts";
import type { EngineName, EngineProduct } from "./names.ts";

/** Where no engine on this machine does it, how a test can have it all the same. */
const INSTEAD: Readonly<Partial<Record<Capability, string>>> = {
  throttling: "To see what a program does when it is throttled, inject it: dynamodb.faults.throttle(...).",
  transactionConflicts: "To see what a program does in a conflict, inject it: dynamodb.faults.conflict(...).",
};

/** The error of a test that needs what its engine does not do. */
export function lacksCapability(
  engine: {
    readonly name: EngineName;
    readonly product: EngineProduct | undefined;
    readonly version: string | undefined;
    readonly endpoint: string;
  },
  capability: Capability,
): TestkitError {
  const { name, product, version, endpoint } = engine;
  const { means } = DECLARED[capability];
  const lacks =
    product === undefined
      ? `nobody said what answers at ${endpoint}, and not every engine has the capability ${capability} (${means}). Say it, with its version, in the option product or in KEYWRIGHT_ENDPOINT_PRODUCT.`
      : `${[name === "endpoint" ? product : name, version].join(" ").trim()} does not have the capability ${capability} (${means}).`;
  return new TestkitError({
    code: "engine-lacks-capability",
    message: `This test cannot run: ${lacks} ${haveIt(capability)} A test that can do without asks engine.supports("${capability}") first.`,
  });
}

/** Which engines have it, and how to run a test on one. */
function haveIt(capability: Capability): string {
  const { dynoxide, "dynamodb-local": local } = DECLARED[capability];
  if (dynoxide !== false) return "Dynoxide has it: set KEYWRIGHT_ENGINE to dynoxide.";
  if (local === true) return "DynamoDB Local has it: set KEYWRIGHT_ENGINE to dynamodb-local or container.";
  if (local !== false) {
    return `DynamoDB Local has it from ${local} on: set KEYWRIGHT_ENGINE to container, or to dynamodb-local and KEYWRIGHT_DYNAMODB_LOCAL to the folder of such a version.`;
  }
  return `No engine that runs on this machine has it, only the service. ${INSTEAD[capability] ?? ""}`.trim();
}
