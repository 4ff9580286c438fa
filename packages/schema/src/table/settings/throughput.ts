import { isRecord } from "../problems.ts";
import { type Check, object, onUse, refused, whole } from "./check.ts";

const count = onUse(() => whole("units per second", 1));

const scaling: Check = (problems, path, value) => {
  object(
    "units per second are a number, or { min, max } for those that follow the use",
    { min: count, max: count, target: whole("percent of the capacity that should be in use", 20, 90) },
    "min",
    "max",
  )(problems, path, value);
  if (isRecord(value) && typeof value.min === "number" && typeof value.max === "number" && value.min > value.max) {
    problems.add(path, `min (${value.min}) is more than max (${value.max})`);
  }
};

const units: Check = (problems, path, value) => (typeof value === "number" ? count : scaling)(problems, path, value);

const onDemand = onUse(() =>
  object("billing is { mode, maxReadUnits?, maxWriteUnits? }", {
    mode: () => undefined,
    maxReadUnits: count,
    maxWriteUnits: count,
  }),
);

const provisioned = onUse(() =>
  object(
    'provisioned billing has both figures: { mode: "provisioned", read: 5, write: { min: 5, max: 50 } }',
    { mode: () => undefined, read: units, write: units },
    "read",
    "write",
  ),
);

export const billing: Check = (problems, path, value) => {
  const mode = isRecord(value) ? value.mode : undefined;
  if (mode === "provisioned") provisioned(problems, path, value);
  else if (mode === "on-demand") onDemand(problems, path, value);
  else problems.add(`${path}.mode`, `is "on-demand" or "provisioned"`);
};

/** The properties that give an index or a replica throughput of its own, and refusals of those that go with the other way of billing. */
export function ownThroughput(isProvisioned: boolean, kinds: readonly ("Read" | "Write")[]): Record<string, Check> {
  const fields: Record<string, Check> = {};
  for (const kind of kinds) {
    const [own, limit] = [kind.toLowerCase(), `max${kind}Units`];
    fields[own] = isProvisioned
      ? units
      : refused(
          `an on-demand table has no provisioned units: write ${limit}, or billing: { mode: "provisioned", read, write }`,
        );
    fields[limit] = isProvisioned ? refused(`a provisioned table has no limit of requests: write ${own}`) : count;
  }
  return fields;
}

/** DynamoDB's own warm throughput of a new table, which is the least that can be asked for. */
export const warmThroughput: Check = (problems, path, value) => {
  object("warm throughput is { readUnits?, writeUnits? }", {
    readUnits: whole("read units per second", 12_000),
    writeUnits: whole("write units per second", 4_000),
  })(problems, path, value);
  if (isRecord(value) && value.readUnits === undefined && value.writeUnits === undefined) {
    problems.add(path, "give readUnits, writeUnits or both; leave warmThroughput out for what DynamoDB gives");
  }
};
