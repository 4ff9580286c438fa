import { afterAll, beforeAll, expect, it } from "vitest";
import { compile, supportedVersions } from "./compiler.ts";
import { findMistakes, programWithMistakes } from "./mistakes/find.ts";
import { stressProgram } from "./mistakes/stress.ts";
import { makeWorkspace, type Workspace } from "./workspace.ts";

let workspace: Workspace;
beforeAll(() => {
  workspace = makeWorkspace();
}, 60_000);
afterAll(() => workspace?.remove());

// Those between cost as much as both ends together and seldom differ from them: continuous integration asks for all.
const versions =
  process.env.KEYWRIGHT_COMPILERS === "all"
    ? supportedVersions
    : supportedVersions.filter((_, i) => i === 0 || i === supportedVersions.length - 1);

const program = new Map([...programWithMistakes("Keywright"), ...stressProgram()]);

it.each(versions)(
  "TypeScript %s finds each planted mistake, and takes whatever is deep, wide or recursive",
  (version) => {
    const { output } = compile(version, workspace.write(`program-${version}`, program));
    expect(output).not.toContain("TS2589");
    expect(findMistakes(program, output).missed).toEqual([]);
  },
  60_000,
);
