import type { Workload } from "@keywright/tables";
import { Task } from "./model.ts";

export const workload: Workload = {
  entities: [
    {
      entity: Task,
      sizes: 800,
      items: 1_000_000,
      operations: [
        { verb: "get", perSecond: 100 },
        { verb: "update", perSecond: 10, changes: ["title"] },
      ],
    },
  ],
};
