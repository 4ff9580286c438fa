import { expect, it } from "vitest";
import { type Figure, sampled } from "../report/figure.ts";
import { plot } from "./plot.ts";

const figure = (subject: string, contender: string, sample: readonly number[]): Figure =>
  sampled({ part: "cpu", subject, contender, unit: "ratio" }, sample);
const figures = [
  figure("get & put", "DocumentClient", [1]),
  figure("get & put", "<peer>", [1.5, 2, 3]),
  figure("get & put", "Keywright, sdk", [0.3, 0.4, 0.6]),
];
const goal = { part: "cpu", subject: "get & put", contender: "Keywright, sdk", unit: "ratio", atMost: 0.45 } as const;
const svg = plot({ title: 'A "title"', description: "Less is < more", figures, goals: [goal] });

it("has a title and a description for those who do not see it", () => {
  expect(svg).toContain('role="img" aria-labelledby="title description"');
  expect(svg).toContain('<title id="title">A &quot;title&quot;</title>');
  expect(svg).toContain('<desc id="description">Less is &lt; more</desc>');
});

it("is well-formed: each element ends, and texts are escaped", () => {
  const open: string[] = [];
  for (const [, end, name = "", closed] of svg.matchAll(/<(\/?)([a-z]+)[^<>]*?(\/?)>/g)) {
    if (end === "/") expect(open.pop()).toBe(name);
    else if (closed !== "/") open.push(name);
  }
  expect(open).toEqual([]);
  expect(svg).toContain("&lt;peer&gt;");
  expect(svg).toContain("get &amp; put");
});

it("puts dots in the order of the medians, and the goal between those that reach it and those that do not", () => {
  const dots = [...svg.matchAll(/<circle cx="([\d.]+)"/g)].map(([, x]) => Number(x));
  const [base = 0, peer = 0, own = 0] = dots;
  expect(dots).toHaveLength(3);
  expect(own).toBeLessThan(base);
  expect(base).toBeLessThan(peer);
  const mark = Number(/<line x1="([\d.]+)"[^>]*stroke="#b45309"/.exec(svg)?.[1]);
  expect(mark).toBeGreaterThan(own);
  expect(mark).toBeLessThan(base);
});

it("has round sizes at the axis", () => {
  const sizes = [3000, 90_000].map((bytes) =>
    sampled({ part: "bundle", subject: "everything", contender: String(bytes), unit: "bytes" }, [bytes]),
  );
  expect(plot({ title: "Sizes", description: "Sizes", figures: sizes })).toContain(">50 KB</text>");
});

it("is small", () => {
  expect(svg.length).toBeLessThan(4000);
});
