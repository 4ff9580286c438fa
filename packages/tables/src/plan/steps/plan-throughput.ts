import { type Planning, updateTable } from "../planning.ts";
import type { WarmState } from "../state.ts";

export function planTableClass(p: Planning): void {
  const { tableClass: wanted } = p.settings;
  const found = p.now.tableClass;
  if (wanted === undefined || wanted === found) return;
  p.move({
    sign: "~",
    what: `Store in the table class '${wanted}'.`,
    why: `its table class is '${found}', and '${wanted}' in the model`,
    request: updateTable(p, { TableClass: wanted === "standard" ? "STANDARD" : "STANDARD_INFREQUENT_ACCESS" }),
    waits: "the table is ACTIVE (DynamoDB takes two changes of the class in 30 days)",
    after: { ...p.now, tableClass: wanted },
  });
}

/** Warm throughput grows only; one that has grown with the use is no difference. */
export function planWarmThroughput(p: Planning): void {
  const raised = raise(p.now.warmThroughput, p.settings.warmThroughput);
  if (raised !== undefined) {
    p.move({
      sign: "~",
      what: `Warm the table up to ${warmText(raised)}.`,
      why: `its warm throughput is ${warmText(p.now.warmThroughput)}, and ${warmText(p.settings.warmThroughput)} in the model`,
      request: updateTable(p, { WarmThroughput: warmInput(raised) }),
      after: { ...p.now, warmThroughput: raised },
    });
  }
  for (const [name, settings] of Object.entries(p.settings.indexes ?? {})) {
    const index = p.now.indexes[name];
    if (index === undefined) continue;
    const own = raise(index.warmThroughput, settings?.warmThroughput);
    if (own === undefined) continue;
    p.move({
      sign: "~",
      what: `Warm the index '${name}' up to ${warmText(own)}.`,
      why: `the warm throughput of its index '${name}' is ${warmText(index.warmThroughput)}, and ${warmText(settings?.warmThroughput)} in the model`,
      request: updateTable(p, {
        GlobalSecondaryIndexUpdates: [{ Update: { IndexName: name, WarmThroughput: warmInput(own) } }],
      }),
      waits: `the table is ACTIVE, and so is its index '${name}'`,
      after: { ...p.now, indexes: { ...p.now.indexes, [name]: { ...index, warmThroughput: own } } },
    });
  }
}

function raise(
  found: WarmState | undefined,
  wanted: WarmState | undefined,
): Required<WarmState> | WarmState | undefined {
  if (wanted === undefined) return undefined;
  const [readUnits, writeUnits] = [wanted.readUnits ?? 0, wanted.writeUnits ?? 0];
  if (readUnits <= (found?.readUnits ?? 0) && writeUnits <= (found?.writeUnits ?? 0)) return undefined;
  const most = {
    readUnits: Math.max(readUnits, found?.readUnits ?? 0),
    writeUnits: Math.max(writeUnits, found?.writeUnits ?? 0),
  };
  return {
    ...(most.readUnits > 0 && { readUnits: most.readUnits }),
    ...(most.writeUnits > 0 && { writeUnits: most.writeUnits }),
  };
}

function warmInput({ readUnits, writeUnits }: WarmState): object {
  return {
    ...(readUnits !== undefined && { ReadUnitsPerSecond: readUnits }),
    ...(writeUnits !== undefined && { WriteUnitsPerSecond: writeUnits }),
  };
}

function warmText({ readUnits, writeUnits }: WarmState = {}): string {
  const text = (units: number | undefined, kind: string): string[] => (units === undefined ? [] : [`${units} ${kind}`]);
  const parts = [...text(readUnits, "read"), ...text(writeUnits, "write")];
  return parts.length === 0 ? "unknown" : `${parts.join(" and ")} units per second`;
}
