import { defineEntity, epochSeconds, type Item, isoDateTime } from "keywright";
import * as z from "zod";
import { appTable } from "./table.ts";

/** Comments lie in the partition of their task, behind it, in the order of time. */
export const Comment = defineEntity({
  name: "Comment",
  table: appTable,
  schema: z.object({
    tenantId: z.string(),
    taskId: z.uuid(),
    writtenAt: isoDateTime(),
    commentId: z.uuid(),
    authorId: z.string(),
    text: z.string().min(1),
    expiresAt: epochSeconds().optional(),
  }),
  key: { PK: "TENANT#{tenantId}#TASK#{taskId}", SK: "TASK#COMMENT#{writtenAt}#{commentId}" },
});
export type Comment = Item<typeof Comment>;
