import { type Planning, untilActive, updateTable } from "../planning.ts";
import type { CapacityState, IndexState, TableState } from "../state.ts";
import { capacityInput, firstUnits, indexCapacity, tableCapacity, type WantedCapacity } from "./capacity.ts";

const lowered = {
  kind: "lower-capacity",
  why: "requests above the new capacity are throttled from now on",
} as const;

/** The way of billing, with the units of all indexes where they are provisioned: the service wants both in one request. */
export function planBillingMode(p: Planning): void {
  const { billing } = p.settings;
  if (billing === undefined || billing.mode === p.now.billing) return;
  const why = `its billing is ${p.now.billing}, and ${billing.mode} in the model`;
  if (billing.mode === "on-demand") {
    p.move({
      sign: "~",
      what: "Bill by requests (on-demand) instead of by provisioned capacity.",
      why,
      request: updateTable(p, { BillingMode: "PAY_PER_REQUEST" }),
      waits: `${untilActive} (DynamoDB changes a table to on-demand up to four times in 24 hours)`,
      after: { ...p.now, billing: "on-demand", capacity: {}, indexes: eachGlobal(p.now, () => ({})) },
    });
    return;
  }
  const capacity = { read: firstUnits(billing.read) ?? 1, write: firstUnits(billing.write) ?? 1 };
  const ofIndex = (name: string): CapacityState => {
    const wanted = indexCapacity(p, name);
    return { read: firstUnits(wanted.read) ?? capacity.read, write: firstUnits(wanted.write) ?? capacity.write };
  };
  const updates = Object.entries(p.now.indexes)
    .filter(([, { type }]) => type === "global")
    .map(([name]) => ({ Update: { IndexName: name, ...capacityInput(ofIndex(name)) } }));
  p.move({
    sign: "~",
    what: `Bill by provisioned capacity: ${capacity.read} read and ${capacity.write} write units per second.`,
    why,
    request: updateTable(p, {
      BillingMode: "PROVISIONED",
      ...capacityInput(capacity),
      ...(updates.length > 0 && { GlobalSecondaryIndexUpdates: updates }),
    }),
    danger: lowered,
    after: { ...p.now, billing: "provisioned", capacity, indexes: eachGlobal(p.now, ofIndex) },
  });
}

function eachGlobal(now: TableState, capacity: (name: string) => CapacityState): TableState["indexes"] {
  return Object.fromEntries(
    Object.entries(now.indexes).map(([name, index]): [string, IndexState] => [
      name,
      index.type === "global" ? { ...index, capacity: capacity(name) } : index,
    ]),
  );
}

/** Units and limits of the table and its indexes, in the way of billing that there is now. */
export function planCapacity(p: Planning): void {
  planUnits(p, { about: "its", now: p.now.capacity, wanted: tableCapacity(p) }, (capacity, input) => ({
    request: updateTable(p, input),
    after: { ...p.now, capacity },
  }));
  for (const [name, index] of Object.entries(p.now.indexes)) {
    if (index.type === "local" || !p.model.indexes.has(name)) continue;
    const wanted = indexCapacity(p, name);
    planUnits(p, { about: `its index '${name}' has`, now: index.capacity, wanted }, (capacity, input) => ({
      request: updateTable(p, { GlobalSecondaryIndexUpdates: [{ Update: { IndexName: name, ...input } }] }),
      after: { ...p.now, indexes: { ...p.now.indexes, [name]: { ...index, capacity } } },
    }));
  }
}

function planUnits(
  p: Planning,
  part: { readonly about: string; readonly now: CapacityState; readonly wanted: WantedCapacity },
  change: (capacity: CapacityState, input: object) => Pick<Parameters<Planning["move"]>[0], "request" | "after">,
): void {
  const { now, wanted } = part;
  const subject = part.about === "its" ? "its table has" : part.about;
  if (p.now.billing === "provisioned") {
    // Units that scale are anywhere between their bounds.
    const read = typeof wanted.read === "number" ? wanted.read : now.read;
    const write = typeof wanted.write === "number" ? wanted.write : now.write;
    if (read === undefined || write === undefined || (read === now.read && write === now.write)) return;
    const capacity = { read, write };
    const lowers = read < (now.read ?? 0) || write < (now.write ?? 0);
    p.move({
      sign: "~",
      what: `Provision ${read} read and ${write} write units per second${place(part.about)}.`,
      why: `${subject} ${now.read ?? 0} read and ${now.write ?? 0} write units, and ${read} and ${write} in the model`,
      ...change(capacity, capacityInput(capacity)),
      ...(lowers && { danger: lowered }),
    });
    return;
  }
  if (wanted.maxReadUnits === undefined && wanted.maxWriteUnits === undefined) return;
  const limit = (wish: number | null | undefined, found: number | undefined): number | undefined =>
    wish === undefined ? found : (wish ?? undefined);
  const maxReadUnits = limit(wanted.maxReadUnits, now.maxReadUnits);
  const maxWriteUnits = limit(wanted.maxWriteUnits, now.maxWriteUnits);
  if (maxReadUnits === now.maxReadUnits && maxWriteUnits === now.maxWriteUnits) return;
  const input = {
    OnDemandThroughput: {
      ...(maxReadUnits !== now.maxReadUnits && { MaxReadRequestUnits: maxReadUnits ?? -1 }),
      ...(maxWriteUnits !== now.maxWriteUnits && { MaxWriteRequestUnits: maxWriteUnits ?? -1 }),
    },
  };
  const lowers = isLower(maxReadUnits, now.maxReadUnits) || isLower(maxWriteUnits, now.maxWriteUnits);
  const capacity = {
    ...(maxReadUnits !== undefined && { maxReadUnits }),
    ...(maxWriteUnits !== undefined && { maxWriteUnits }),
  };
  p.move({
    sign: "~",
    what: `Limit requests to ${limitText(capacity)} per second${place(part.about)}.`,
    why: `${subject} limits of ${limitText(now)}, and ${limitText(capacity)} in the model`,
    ...change(capacity, input),
    ...(lowers && { danger: lowered }),
  });
}

function isLower(wanted: number | undefined, found: number | undefined): boolean {
  return wanted !== undefined && wanted < (found ?? Number.POSITIVE_INFINITY);
}

function limitText({ maxReadUnits, maxWriteUnits }: CapacityState): string {
  return `${maxReadUnits ?? "unlimited"} read and ${maxWriteUnits ?? "unlimited"} write units`;
}

function place(about: string): string {
  return about === "its" ? "" : ` for ${about.replace(/^its /, "the ").replace(/ has$/, "")}`;
}
