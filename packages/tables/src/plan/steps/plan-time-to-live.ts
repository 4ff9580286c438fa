import { type Planning, without } from "../planning.ts";
import type { PlanRequest } from "../table-plan.ts";

const onceAnHour = "DynamoDB takes one change of time to live in about an hour";

export function planTimeToLive(p: Planning): void {
  if (!p.isKnown("timeToLive")) {
    if (p.model.timeToLive !== undefined) p.isUnknown("time to live: it could not be read");
    return;
  }
  const { timeToLive: wanted } = p.model;
  const found = p.now.timeToLive;
  if (wanted === found) return;
  if (found !== undefined) {
    const off = p.move({
      sign: "-",
      what: `Stop the deletion of items that expire by '${found}'.`,
      why: `its items expire by '${found}', and ${wanted === undefined ? "never" : `by '${wanted}'`} in the model`,
      request: request(p, found, false),
      waits: `time to live is off (${onceAnHour})`,
      danger: { kind: "stop-time-to-live", why: "items that expire stay in the table, and are paid for" },
      after: without(p.now, "timeToLive"),
    });
    if (!off || wanted === undefined) return;
  }
  if (wanted === undefined) return;
  p.move({
    sign: "+",
    what: `Delete items when they expire by '${wanted}'.`,
    why: `its items expire ${found === undefined ? "never" : `by '${found}'`}, and by '${wanted}' in the model`,
    request: request(p, wanted, true),
    waits: `time to live is on, or being put on${found === undefined ? "" : ` (${onceAnHour})`}`,
    ...(!p.isNew && {
      danger: {
        kind: "start-time-to-live",
        why: `every item whose '${wanted}' is a time in the past, in seconds, is deleted`,
      } as const,
    }),
    after: { ...p.now, timeToLive: wanted },
  });
}

function request(p: Planning, AttributeName: string, Enabled: boolean): PlanRequest {
  return {
    service: "dynamodb",
    name: "UpdateTimeToLive",
    input: { TableName: p.table, TimeToLiveSpecification: { Enabled, AttributeName } },
  };
}
