import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pack, publishedPackages } from "./pack.ts";
import { type Outcome, root, run } from "./step.ts";

const publint = join(root, "node_modules/publint/src/cli.js");
const attw = join(root, "node_modules/@arethetypeswrong/cli/dist/index.js");

/** publint and attw on the archives of all published packages; and the commands that they bring, which have to load. */
export async function checkPackages(): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), "keywright-packages-"));
  let ok = true;
  let output = "";
  try {
    for (const name of publishedPackages) {
      const archive = await pack(name, folder);
      for (const command of [
        [publint, "run", archive, "--strict"],
        [attw, archive, "--profile", "node16"],
      ] as const) {
        const outcome = await run({ run: [...command] });
        ok &&= outcome.ok;
        output += `${name}: ${outcome.output}`;
      }
    }
    for (const command of ["testkit/dist/cli.mjs", "cli/dist/main.mjs"]) {
      const help = await run({ run: [join(root, "packages", command), "--help"] });
      ok &&= help.ok;
      output += `${command}: ${help.output}`;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { ok, output };
}
