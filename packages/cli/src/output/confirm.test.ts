import { expect, test } from "vitest";
import { Problem } from "../world/problem.ts";
import { confirm } from "./confirm.ts";

const io = (answer?: string) => ({
  interactive: answer !== undefined,
  ask: async (question: string) => {
    expect(question).toBe("This deletes all. Go on? [y/N] ");
    return answer ?? "";
  },
});

test.each([
  ["y", true],
  [" YES ", true],
  ["", false],
  ["no", false],
  ["yesterday", false],
])("'%s' is an answer", async (answer, expected) => {
  expect(await confirm(io(answer), "This deletes all.", { agreed: false })).toBe(expected);
});

test("who has agreed is not asked, and who cannot be asked has to agree before", async () => {
  expect(await confirm(io(), "This deletes all.", { agreed: true })).toBe(true);
  const asked = confirm(io(), "This deletes all.", { agreed: false, flag: "--allow delete-index" });
  await expect(asked).rejects.toSatisfy(
    (error) => Problem.isInstance(error) && /--allow delete-index/.test(error.hint ?? ""),
  );
});
