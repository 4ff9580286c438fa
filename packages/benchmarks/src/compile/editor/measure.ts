import { median } from "../../statistics/quartiles.ts";
import { formatTable } from "../../statistics/table.ts";
import { programs } from "../programs/kinds.ts";
import type { Workspace } from "../workspace.ts";
import { openEditor } from "./language-service.ts";
import { type CompletedKind, type CompletionName, completionTexts, hovers, hoverTexts } from "./questions.ts";

const kinds = Object.keys(completionTexts) as readonly CompletedKind[];
const names = Object.keys(completionTexts.Keywright) as readonly CompletionName[];

/**
 * Times what is waited for after a key was pressed, side by side: a new version of the open file, and the names that fit
 * there. The first answer, for which all files are read, does not count. A plain object takes what each edit takes anyway.
 */
export function measureCompletions(workspace: Workspace, entities: number, rounds: number): string {
  const editors = kinds.map((kind) => ({
    kind,
    editor: openEditor(workspace.write(`editor-${kind}-${entities}`, programs[kind](entities))),
  }));
  const times = new Map<string, number[]>();
  for (let round = 0; round <= rounds; round++) {
    for (const { kind, editor } of editors) {
      for (const name of names) {
        // Each text is another one, so that nothing is taken from an answer before.
        const text = `${completionTexts[kind][name]}\n// ${round}`;
        const started = performance.now();
        const found = editor.completions(text);
        const time = performance.now() - started;
        if (!found.includes("title0")) throw new Error(`${kind} offers no attributes for ${name}`);
        if (round > 0) times.set(`${kind} ${name}`, [...(times.get(`${kind} ${name}`) ?? []), time]);
      }
    }
  }
  const middle = (kind: CompletedKind, name: CompletionName) => median(times.get(`${kind} ${name}`) ?? []);
  const rows = names.map((name) => {
    const [ours, theirs] = [middle("Keywright", name), middle("ElectroDB", name)];
    return [`${entities} entities, ${name}`, theirs.toFixed(0), ours.toFixed(0), (ours / theirs).toFixed(3)];
  });
  return formatTable(["completion, ms", "ElectroDB", "Keywright", "ratio"], rows);
}

/** How many characters an editor shows for a name: TypeScript cuts types at 500 and adds what stands around them. */
export function measureHovers(workspace: Workspace): string {
  const lengths = kinds.map((kind) => {
    const editor = openEditor(workspace.write(`hovers-${kind}`, programs[kind](1)));
    return hovers.map(({ before, at }) => {
      const shown = editor.hover(hoverTexts[kind], before, at);
      if (shown === "") throw new Error(`Nothing is shown of what follows "${before}" with ${kind}`);
      return String(shown.length);
    });
  });
  const rows = hovers.map(({ name }, i) => [name, ...lengths.map((of) => of[i] ?? "")]);
  return formatTable(["hover, characters", ...kinds], rows);
}
