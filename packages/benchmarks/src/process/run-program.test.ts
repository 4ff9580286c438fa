import { expect, it } from "vitest";
import { runProgram } from "./run-program.ts";

it("tells of a program that ends without an answer", async () => {
  // This one wants to be told the name of its contender when it begins.
  await expect(runProgram("cpu/worker.ts", {})).rejects.toThrow("The process of cpu/worker.ts ended with 1");
});
