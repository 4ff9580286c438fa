import * as z from "zod";
import { statuses } from "../contenders/statuses.ts";

/** Fifteen attributes. */
export function schemaOf() {
  return z.object({
    userId: z.string(),
    taskId: z.string(),
    title: z.string().min(1),
    description: z.string().optional(),
    status: z.enum(statuses),
    dueDate: z.iso.date(),
    priority: z.int().min(0).max(9),
    points: z.int().min(0),
    done: z.boolean(),
    assigneeId: z.string(),
    address: z.object({ street: z.string(), city: z.string(), country: z.string().length(2) }).optional(),
    labels: z.array(z.string()),
    checklist: z.array(z.object({ text: z.string(), done: z.boolean() })),
    attributes: z.record(z.string(), z.string()),
    createdAt: z.string(),
  });
}
