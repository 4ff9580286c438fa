/**
 * What the status of a task may be. Models import it, and with it nothing of the workload: what a program carries, and does when it
 * is started, must be its library's.
 */
export const statuses = ["OPEN", "IN_PROGRESS", "DONE"] as const;

export type Status = (typeof statuses)[number];
