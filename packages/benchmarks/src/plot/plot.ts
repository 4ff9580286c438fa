import type { Figure } from "../report/figure.ts";
import { formatValue } from "../report/format.ts";
import type { Goal } from "../report/goals.ts";
import { logScale } from "./scale.ts";
import { element, text } from "./svg.ts";

export interface PlotOptions {
  readonly title: string;
  /** For those who do not see it. */
  readonly description: string;
  readonly figures: readonly Figure[];
  /** Drawn as a mark that the dot should lie left of. */
  readonly goals?: readonly Goal[];
}

const width = 720;
const left = 190;
const right = 70;
const lineHeight = 13;
const colors = { keywright: "#1f5fbf", other: "#6b7280", goal: "#b45309", grid: "#e5e7eb", ink: "#1f2937" } as const;

/**
 * A drawing: for each subject a line for each contender, with a dot at the median, a bar between the quartiles, and the
 * median written. The axis is logarithmic, so that twice as much is as far everywhere.
 */
export function plot({ title, description, figures, goals = [] }: PlotOptions): string {
  const subjects = [...new Set(figures.map(({ subject }) => subject))];
  const unit = figures[0]?.unit ?? "ratio";
  // Round numbers of KB are what can be read at an axis.
  const shown = (value: number): number => (unit === "bytes" ? value / 1024 : value);
  const values = [...figures.flatMap(({ lower, upper }) => [lower, upper]), ...goals.map(({ atMost }) => atMost)];
  const scale = logScale(values.map(shown), width - left - right);
  const body: string[] = [];
  let y = 48;
  for (const subject of subjects) {
    body.push(text({ x: 12, y: y + 4, "font-weight": 600, fill: colors.ink }, subject));
    y += lineHeight + 3;
    for (const figure of figures.filter((one) => one.subject === subject)) {
      const goal = goals.find((one) => one.subject === subject && one.contender === figure.contender);
      body.push(...lineOf(figure, y, (value) => left + scale.at(shown(value)), goal));
      y += lineHeight;
    }
    y += 9;
  }
  const grid = scale.ticks.flatMap((tick) => {
    const x = round(left + scale.at(tick));
    const one = unit === "ratio" && tick === 1;
    return [
      element("line", { x1: x, x2: x, y1: 36, y2: y - 8, stroke: one ? colors.ink : colors.grid }),
      text({ x, y: 30, "text-anchor": "middle", fill: colors.ink }, axisLabel(tick, unit)),
    ];
  });
  const frame = {
    xmlns: "http://www.w3.org/2000/svg",
    viewBox: `0 0 ${width} ${y}`,
    role: "img",
    "aria-labelledby": "title description",
    "font-family": "system-ui, sans-serif",
    "font-size": 11,
  };
  return `${element(
    "svg",
    frame,
    element("title", { id: "title" }, title),
    element("desc", { id: "description" }, description),
    element("rect", { width, height: y, fill: "#ffffff" }),
    text({ x: 12, y: 15, "font-weight": 600, "font-size": 13, fill: colors.ink }, title),
    ...grid,
    ...body,
  )}\n`;
}

function lineOf(figure: Figure, y: number, at: (value: number) => number, goal: Goal | undefined): readonly string[] {
  const { contender, lower, median, upper, unit } = figure;
  const fill = contender.startsWith("Keywright") ? colors.keywright : colors.other;
  const [from, dot, to] = [lower, median, upper].map((value) => round(at(value))) as [number, number, number];
  const mark = goal === undefined ? [] : [goalMark(round(at(goal.atMost)), y)];
  return [
    text({ x: left - 10, y: y + 4, "text-anchor": "end", fill }, contender),
    ...(from === to ? [] : [element("line", { x1: from, x2: to, y1: y, y2: y, stroke: fill, "stroke-width": 2 })]),
    element("circle", { cx: dot, cy: y, r: 3.5, fill }),
    ...mark,
    text({ x: Math.max(to, dot) + 7, y: y + 4, fill }, formatValue(median, unit)),
  ];
}

function goalMark(x: number, y: number): string {
  return element("line", { x1: x, x2: x, y1: y - 5, y2: y + 5, stroke: colors.goal, "stroke-width": 2 });
}

function axisLabel(tick: number, unit: Figure["unit"]): string {
  return unit === "ratio" ? String(tick) : `${tick} ${unit === "bytes" ? "KB" : unit}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
