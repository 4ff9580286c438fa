import type { DoctorReport, EngineReport } from "./doctor.ts";

const INDENT = "    ";
const WIDTH = 100;

/** The report for a reader. */
export function printReport(report: DoctorReport): string {
  const blocks = report.engines.map((engine) => [headline(engine), ...details(engine).flatMap(indented)].join("\n"));
  return `${[...blocks, conclusion(report)].join("\n\n")}\n`;
}

function headline({ name, available, version, startMs }: EngineReport): string {
  const words = [version, startMs === undefined ? undefined : `answered after ${startMs} ms`];
  const rest = words.filter((word) => word !== undefined).join(", ");
  return `${name}: ${available ? "available" : "not available"}${rest === "" ? "" : ` (${rest})`}`;
}

function details({ available, reason, fetches, lacks }: EngineReport): readonly string[] {
  if (!available) return [reason ?? "No reason was given."];
  return [
    ...(fetches === undefined ? [] : [`The first start fetches ${fetches}.`]),
    lacks.length === 0 ? "Lacks nothing." : `Lacks: ${lacks.join(", ")}.`,
  ];
}

function conclusion({ engines, chosen, problem }: DoctorReport): string {
  if (engines.every(({ available }) => !available)) {
    return "No engine is available: do what is said above for one of them.";
  }
  if (chosen === undefined) return problem ?? "No engine is chosen.";
  const there = engines.some(({ name, available }) => name === chosen && available);
  const use = `Tests use ${chosen}, where they do not choose another`;
  return there ? `${use}.` : `${use}, AND IT IS NOT AVAILABLE.`;
}

/** Lines of a width that can be read. */
function indented(text: string): readonly string[] {
  return text.split("\n").flatMap((paragraph) => {
    const lines: string[] = [];
    let line = "";
    for (const word of paragraph.split(" ")) {
      if (line !== "" && line.length + word.length >= WIDTH) {
        lines.push(line);
        line = "";
      }
      line = line === "" ? word : `${line} ${word}`;
    }
    return [...lines, line].map((part) => `${INDENT}${part}`);
  });
}
