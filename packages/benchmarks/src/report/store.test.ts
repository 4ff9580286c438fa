import { expect, it } from "vitest";
import { exact, type PartName } from "./figure.ts";
import { replaced } from "./store.ts";

const figure = (part: PartName, value: number) => exact({ part, subject: "a", contender: "b", unit: "ratio" }, value);

it("keeps figures of parts that were not measured", () => {
  const old = [figure("cpu", 1), figure("start", 2)];
  expect(replaced(old, ["cpu"], [figure("cpu", 3)])).toEqual([figure("start", 2), figure("cpu", 3)]);
  expect(replaced(old, [], [])).toEqual(old);
});
