import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { budgets } from "./budgets.ts";
import { type Checker, makeChecker } from "./in-process.ts";
import { entityModuleWith, schemaModule } from "./programs/declarations.ts";
import { keywrightProgram } from "./programs/keywright.ts";
import { type ProgramKind, programs } from "./programs/kinds.ts";
import type { Program } from "./programs/program.ts";
import { makeWorkspace, type Workspace } from "./workspace.ts";

let workspace: Workspace;
let checker: Checker;
beforeAll(() => {
  workspace = makeWorkspace();
  checker = makeChecker();
}, 60_000);
afterAll(() => workspace?.remove());

let written = 0;
const write = (program: Program): string => workspace.write(`program-${written++}`, program);

function instantiations(program: Program): number {
  const checked = checker.check(write(program));
  expect(checked.errors).toBe("");
  return checked.instantiations;
}

/** What 100 entities cost: each costs what the one before it does. */
function hundred(kind: ProgramKind): { readonly all: number; readonly added: number } {
  const [one, several] = [1, 6];
  const first = instantiations(programs[kind](one));
  const added = (instantiations(programs[kind](several)) - first) / (several - one);
  return { all: first + 99 * added, added };
}

const fine = "within its budget";
const rounded = (figure: number): string => Math.round(figure).toLocaleString("en");
const judged = (what: string, figure: number, budget: number): string =>
  figure <= budget ? fine : `${what}: ${rounded(figure)}, where ${rounded(budget)} is allowed`;

describe("instantiations of TypeScript 5.9", () => {
  it("for 100 entities are a fraction of ElectroDB's, and few for each", () => {
    const [ours, theirs] = [hundred("Keywright"), hundred("ElectroDB")];
    const share = `100 entities (ElectroDB: ${rounded(theirs.all)})`;
    expect(judged(share, ours.all, budgets.instantiationsRatio * theirs.all)).toBe(fine);
    const byHand = hundred("DocumentClient and zod").all;
    expect(judged(`100 entities (by hand: ${rounded(byHand)})`, ours.all, budgets.byHandRatio * byHand)).toBe(fine);
    expect(judged("each added entity", ours.added, budgets.addedInstantiations)).toBe(fine);
  });

  it("for one entity and one conditional update are few above those of the schema", () => {
    const more = instantiations(keywrightProgram(1, ["update"])) - instantiations(programs["zod alone"](1));
    expect(judged("one entity, one update", more, budgets.fixedInstantiations)).toBe(fine);
  });
});

describe("declaration files", () => {
  const bytes = (module: string, program: Program): number =>
    Buffer.byteLength(checker.declarationOf(write(program), module));

  it("of entities with up to two indexes are little longer than those of their schemas", () => {
    const schema = bytes("schema", schemaModule);
    const verdicts = [0, 1, 2].map((indexes) =>
      judged(
        `${indexes} indexes, bytes (schema: ${schema})`,
        bytes("entity", entityModuleWith(indexes)),
        budgets.declarationRatio * schema,
      ),
    );
    expect(verdicts).toEqual(verdicts.map(() => fine));
  });

  it("grow little with the number of indexes", () => {
    const schema = bytes("schema", schemaModule);
    const verdicts = [5, 10].map((indexes) =>
      judged(
        `${indexes} indexes, bytes above the schema's (${schema})`,
        bytes("entity", entityModuleWith(indexes)) - schema,
        budgets.declarationRatio * schema,
      ),
    );
    expect(verdicts).toEqual(verdicts.map(() => fine));
  });
});
