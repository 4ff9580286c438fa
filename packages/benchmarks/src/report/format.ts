import type { Figure } from "./figure.ts";

/** A value with what it counts. */
export function formatValue(value: number, unit: Figure["unit"]): string {
  switch (unit) {
    case "ratio":
      return value >= 10 ? value.toFixed(1) : value.toFixed(2);
    case "bytes":
      return `${(value / 1024).toFixed(1)} KB`;
    case "ms":
      return `${value.toFixed(1)} ms`;
    default:
      return unit satisfies never;
  }
}

/** The median, and the quartiles where they are not the same. */
export function formatFigure({ lower, median, upper, unit }: Figure): string {
  const text = formatValue(median, unit);
  if (formatValue(lower, unit) === formatValue(upper, unit)) return text;
  const quartile = (value: number) => formatValue(value, unit).replace(/ \w+$/, "");
  return `${text} (${quartile(lower)}-${quartile(upper)})`;
}
