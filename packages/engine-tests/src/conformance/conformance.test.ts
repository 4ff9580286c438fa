import { type Capability, DECLARED_CAPABILITIES, type Engine, startEngine } from "@keywright/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Behaviour } from "./behaviour.ts";
import { behaviours } from "./behaviours/index.ts";
import { nearest, readRecord, recordName } from "./record.ts";
import { type Answers, tryAll } from "./run.ts";

// Every behaviour is tried on the engine under test and compared with what is recorded of it: whatever differs, for better or
// worse, is looked at before it is recorded with `npm run conformance -- --write`.
let engine: Engine;
let answers: Answers;
beforeAll(async () => {
  engine = await startEngine();
  answers = await tryAll(engine, behaviours);
}, 180_000);
afterAll(() => engine?.stop());

/** What is expected of the engine under test, of a behaviour; undefined where nobody said what the engine is. */
function expected(id: string): string | undefined {
  if (engine.product === "aws") return "yes";
  const name = recordName(engine);
  return name === undefined ? undefined : (nearest(readRecord(), name)?.answers[id] ?? "a record of this engine");
}

const capabilities = Object.keys(DECLARED_CAPABILITIES) as Capability[];
const proofs = (capability: Capability, key: "proves" | "disproves"): readonly string[] =>
  Object.entries<Behaviour>(behaviours).flatMap(([id, behaviour]) => (behaviour[key] === capability ? [id] : []));

describe("the engine answers as recorded:", () => {
  test.for(Object.keys(behaviours))("%s", (id, { skip }) => {
    skip(engine.product === undefined, "KEYWRIGHT_ENDPOINT_PRODUCT does not say what answers at the endpoint");
    // The service deletes within days, and a test does not wait that long.
    skip(engine.product === "aws" && behaviours[id]?.group === "expiry", "the service expires items within days");
    expect(answers[id]).toBe(expected(id));
  });
});

describe("a capability is declared exactly where the engine does what proves it:", () => {
  test.each(capabilities)("%s", (capability) => {
    const [proving, disproving] = [proofs(capability, "proves"), proofs(capability, "disproves")];
    expect(proving.length + disproving.length).toBeGreaterThan(0);
    const does = proving.every((id) => answers[id] === "yes") && disproving.every((id) => answers[id] !== "yes");
    // Of an endpoint of which nobody said what it is, only what all engines do is declared.
    if (engine.product === undefined) expect(engine.supports(capability) && !does).toBe(false);
    else expect({ capability, declared: engine.supports(capability) }).toEqual({ capability, declared: does });
  });
});
