import { expect, test } from "vitest";
import { commands } from "../command/commands.ts";
import { run } from "../testing/run.ts";

test("what the program says of itself", async () => {
  const { code, out, err } = await run(["--help"]);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  await expect(out).toMatchFileSnapshot("golden/keywright.txt");
  // Without a command that is an error, and nothing for other programs.
  expect(await run([])).toEqual({ code: 1, out: "", err: out });
});

test.each(commands.map(({ name }) => name))("what %s says of itself, with examples", async (name) => {
  const { code, out } = await run([name, "--help"]);
  expect(code).toBe(0);
  await expect(out).toMatchFileSnapshot(`golden/${name}.txt`);
  expect(out).toMatch(new RegExp(`^Examples\n  keywright ${name} `, "m"));
  expect((await run(["help", name])).out).toBe(out);
  expect(out.split("\n").filter((line) => line.length > 100 && !line.startsWith("  keywright "))).toEqual([]);
});

test("examples are command lines that are read", async () => {
  for (const { name, examples } of commands) {
    for (const { line } of examples) {
      expect(line.startsWith(`${name} `)).toBe(true);
      const [first = ""] = line.split(" | ");
      const { err } = await run(first.split(" "), { cwd: "/nowhere" });
      expect(err).not.toMatch(/There is no option|takes|needs a value/);
    }
  }
});

test.each([
  [
    ["descrbe"],
    "keywright: There is no command 'descrbe'. Did you mean keywright describe?\nThe commands are describe,",
  ],
  [["--json"], "keywright: A command comes first.\n"],
  [["help", "nothing"], "keywright: There is no command 'nothing'."],
  [["describe", "--yes"], "keywright: There is no option --yes.\nkeywright describe --help shows its options.\n"],
  [["export", "teraform"], "keywright: There is no target 'teraform'. Did you mean terraform?\nThe targets are"],
  [["export", "terraform", "--form", "global"], "keywright: terraform takes no --form: it is for cloudformation.\n"],
  [["plan", "--leave", "delete-indexes"], "there is no such kind of step. Did you mean delete-index?\nThe kinds are"],
  [["policy"], "keywright: No model is named."],
  [["describe"], "keywright: No model is named.\nGive --model src/model.ts, or"],
  [["describe", "--model", "nope.ts"], "keywright: There is no file /nowhere/nope.ts.\n"],
])("%j is told what is wrong", async (args, message) => {
  const { code, out, err } = await run(args, { cwd: "/nowhere" });
  expect({ code, out }).toEqual({ code: 1, out: "" });
  expect(err).toContain(message);
});

test("--version", async () => {
  expect(await run(["--version"])).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
});
