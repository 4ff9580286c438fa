import * as z from "zod";

/** A place between tasks in the order of due dates, whichever shards they are in. */
export interface Position {
  readonly dueDate: string;
  readonly taskId: string;
}

const stored = z.tuple([z.iso.date(), z.uuid()]);

export function encodePosition({ dueDate, taskId }: Position): string {
  return Buffer.from(JSON.stringify([dueDate, taskId])).toString("base64url");
}

/** @throws an error of zod, or of JSON, where the text is no position */
export function decodePosition(text: string): Position {
  const [dueDate, taskId] = stored.parse(JSON.parse(Buffer.from(text, "base64url").toString()));
  return { dueDate, taskId };
}
