import { DECLARED_CAPABILITIES } from "@keywright/testkit";
import { type Behaviours, GROUPS } from "./behaviour.ts";
import type { Recorded } from "./record.ts";

/** A page with its generated parts written anew; they stand between comments that name them. */
export function pageWith(page: string, behaviours: Behaviours, recorded: Recorded): string {
  const parts = {
    capabilities: capabilityTable(),
    differences: differencesTable(behaviours, recorded),
    behaviours: agreedTable(behaviours, recorded),
  };
  return Object.entries(parts).reduce(
    (text, [name, lines]) => replaced(text, name, `${lines.join("\n")}\n`),
    page.replace(/\*\*\d+\*\* behaviours/, `**${Object.keys(behaviours).length}** behaviours`),
  );
}

function replaced(page: string, name: string, part: string): string {
  const [begin, end] = [`<!-- generated: ${name} -->\n`, `<!-- end of ${name} -->`];
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`The page has no part between "${begin.trim()}" and "${end}".`);
  return page.slice(0, from + begin.length) + part + page.slice(to);
}

function capabilityTable(): readonly string[] {
  const cell = (support: boolean | string) =>
    typeof support === "string" ? `from ${support}` : support ? "yes" : "no";
  const rows = Object.entries(DECLARED_CAPABILITIES).map(
    ([name, { means, dynoxide, "dynamodb-local": local }]) =>
      `| \`${name}\` | ${means} | ${cell(dynoxide)} | ${cell(local)} |`,
  );
  return ["| capability | what it means | Dynoxide | DynamoDB Local |", "|---|---|---|---|", ...rows];
}

/** Where an engine does something else than the service. */
function differencesTable(behaviours: Behaviours, recorded: Recorded): readonly string[] {
  const engines = Object.keys(recorded);
  const titles = engines.map((name) =>
    name.replace("dynoxide", "Dynoxide").replace("dynamodb-local", "DynamoDB Local"),
  );
  const rows = Object.entries(behaviours)
    .filter(([id]) => !isAgreed(id, recorded))
    .map(([id, { does, otherwise }]) => {
      const cells = engines.map((engine) => (recorded[engine]?.[id] === "yes" ? "yes" : "**no**"));
      return `| \`${id}\` | ${[does, ...cells, otherwise].join(" | ")} |`;
    });
  return [
    `| behaviour | what DynamoDB does | ${titles.join(" | ")} | where it says no |`,
    `|${"---|".repeat(engines.length + 3)}`,
    ...rows,
  ];
}

/** What all engines do as the service does it. */
function agreedTable(behaviours: Behaviours, recorded: Recorded): readonly string[] {
  const rows = GROUPS.flatMap((group) =>
    Object.entries(behaviours)
      .filter(([id, behaviour]) => behaviour.group === group && isAgreed(id, recorded))
      .map(([id, { does }]) => `| ${group} | \`${id}\` | ${does} |`),
  );
  return ["| about | behaviour | what DynamoDB does |", "|---|---|---|", ...rows];
}

function isAgreed(id: string, recorded: Recorded): boolean {
  return Object.values(recorded).every((answers) => answers[id] === "yes");
}
