import { expect, test } from "vitest";
import { CAPABILITIES } from "./capability.ts";
import { engineHandle } from "./handle.ts";
import type { EngineProduct } from "./names.ts";

/** An engine of which nothing but its name counts. */
function engine(product: EngineProduct | undefined, version?: string) {
  return engineHandle({
    name: product === undefined || product === "aws" ? "endpoint" : product,
    product,
    version,
    startedHere: false,
    pid: undefined,
    clientConfig: { endpoint: "http://127.0.0.1:8000", region: "us-east-1" },
    stop: () => Promise.resolve(),
  });
}

function lack(of: ReturnType<typeof engine>, capability: (typeof CAPABILITIES)[number]): string {
  try {
    of.require(capability);
  } catch (error) {
    expect(error).toMatchObject({ name: "TestkitError", code: "engine-lacks-capability" });
    return (error as Error).message.split("\n")[0] ?? "";
  }
  return "it has it";
}

test("every engine is refused what it does not support, and nothing else", () => {
  for (const product of ["dynoxide", "dynamodb-local", "aws", undefined] as const) {
    const one = engine(product, "3.3.1");
    for (const capability of CAPABILITIES) {
      expect(lack(one, capability) === "it has it", `${product} ${capability}`).toBe(one.supports(capability));
    }
  }
});

test("the error names the engine, what it lacks, and which engine has it", () => {
  expect(lack(engine("dynoxide", "1.2.1"), "ttlDeletion")).toBe(
    'This test cannot run: dynoxide 1.2.1 does not have the capability ttlDeletion (expired items are deleted). DynamoDB Local has it: set KEYWRIGHT_ENGINE to dynamodb-local or container. A test that can do without asks engine.supports("ttlDeletion") first.',
  );
  expect(lack(engine("dynamodb-local", "3.3.1"), "tags")).toContain(
    "Dynoxide has it: set KEYWRIGHT_ENGINE to dynoxide.",
  );
});

test("a capability that came with a version is had from that version on", () => {
  const wanted = "multiAttributeIndexKeys";
  expect(lack(engine("dynamodb-local", "1.25.1"), wanted)).toMatch(
    /dynamodb-local 1\.25\.1 does not .* DynamoDB Local has it from 3\.3 on: .* container, .* KEYWRIGHT_DYNAMODB_LOCAL/,
  );
  for (const version of ["3.3", "3.3.0", "3.10.2", "4.0"])
    expect(lack(engine("dynamodb-local", version), wanted)).toBe("it has it");
  for (const version of ["3.2.9", "2.6", undefined])
    expect(lack(engine("dynamodb-local", version), wanted)).not.toBe("it has it");
});

test("where no engine on this machine has it, that is said, and how to do without", () => {
  expect(lack(engine("dynoxide"), "backups")).toContain(
    "No engine that runs on this machine has it, only the service.",
  );
  expect(lack(engine("dynoxide"), "transactionConflicts")).toContain("dynamodb.faults.conflict(");
});

test("an endpoint of which nobody said what it is, asks to be told", () => {
  expect(lack(engine(undefined), "tags")).toMatch(
    /nobody said what answers at http:\/\/127\.0\.0\.1:8000, .* the option product or in KEYWRIGHT_ENDPOINT_PRODUCT/,
  );
});
