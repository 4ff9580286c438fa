import { isRecord, type Problems } from "../problems.ts";
import { type Check, entries } from "./check.ts";

const most = 50;
// A text: engines read each regular expression of a program when they read the program, and take long for these classes.
const letters = "^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$";

function checkTag(problems: Problems, path: string, key: string, value: unknown, form: RegExp): void {
  const length = [...key].length;
  if (length < 1 || length > 128) problems.add(path, "the key of a tag has 1 to 128 characters");
  if (/^aws:/i.test(key)) problems.add(path, "keys of tags that begin with 'aws:' are for AWS's own use");
  if (typeof value !== "string") problems.add(path, "the value of a tag is a text");
  else if ([...value].length > 256) problems.add(path, "the value of a tag has at most 256 characters");
  else if (!form.test(key) || !form.test(value)) {
    problems.add(path, "tags are of letters, digits, spaces and '_', '.', ':', '/', '=', '+', '-', '@'");
  }
}

export const tags: Check = (problems, path, value) => {
  const form = new RegExp(letters, "u");
  entries("tags are an object of keys and texts", (found, at, key, tag) => checkTag(found, at, key, tag, form))(
    problems,
    path,
    value,
  );
  const count = isRecord(value) ? Object.keys(value).length : 0;
  if (count > most) problems.add(path, `a table has at most ${most} tags; these are ${count}`);
};
