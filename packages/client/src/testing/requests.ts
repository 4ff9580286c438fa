import type { RequestOptions } from "../operation/request.ts";

/** The time and write mark that tests plan with. */
export const at: RequestOptions & { readonly now: Date } = {
  now: new Date("2026-05-01T12:00:00.000Z"),
  writeMark: "mark",
};
