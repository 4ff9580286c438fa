import type { Estimate, OperationEstimate, TableEstimate } from "./estimate.ts";

/**
 * An estimate as text for a terminal: a line for each operation, then each table with its costs, and what was assumed.
 *
 * @example
 * console.log(formatEstimate(estimate(workload)));
 */
export function formatEstimate({ operations, tables, monthly, prices, notes }: Estimate): string {
  const money = (amount: number): string => `${amount.toFixed(2)} ${prices.currency}`;
  return [
    ...columns([["operation", "per second", "read", "write", "of indexes"], ...operations.map(operationRow)]),
    "",
    ...tables.flatMap((table) => [...tableLines(table, money), ""]),
    `all tables: ${money(monthly.onDemand)} a month on demand, ${money(monthly.provisioned)} with provisioned capacity`,
    `(storage is ${money(monthly.storage)} of each)`,
    "",
    ...notes.map((note) => `- ${note}`),
  ].join("\n");
}

function operationRow({ entity, label, perSecond, read, write, indexes }: OperationEstimate): readonly string[] {
  const parts = Object.entries(indexes).map(([name, units]) => `${name} ${number(units)}`);
  return [`${entity}.${label}`, number(perSecond), number(read), number(write), parts.join(", ")];
}

function tableLines(
  { table, units, indexes, storage, costs }: TableEstimate,
  money: (amount: number) => string,
): readonly string[] {
  const { tableClass, standard, infrequentAccess, breakEven, pointInTimeRecovery } = costs;
  const [own, other] = tableClass === "standard" ? [standard, infrequentAccess] : [infrequentAccess, standard];
  const otherClass = tableClass === "standard" ? "infrequent-access" : "standard";
  const [onDemand, provisioned] = [own.onDemand + own.storage, own.provisioned + own.storage];
  const cheaper = onDemand <= provisioned ? "on demand is cheaper" : "provisioned capacity is cheaper";
  const otherTotal = Math.min(other.onDemand, other.provisioned) + other.storage;
  const percent = (share: number): string => `${Math.round(share * 100)} %`;
  return [
    `table ${table}: ${number(units.read)} read and ${number(units.write)} write units per second, ${storage.gigabytes.toFixed(2)} GB`,
    ...Object.entries(indexes).map(
      ([name, { read, write }]) => `  index ${name}: ${number(read)} read and ${number(write)} write units per second`,
    ),
    `  ${tableClass}: ${money(own.onDemand)} on demand, ${money(own.provisioned)} provisioned, ${money(own.storage)} storage: ${cheaper}`,
    `  provisioned capacity pays from ${percent(breakEven.read)} use for reads and ${percent(breakEven.write)} for writes`,
    `  ${otherClass}: ${money(otherTotal)} at best, instead of ${money(Math.min(onDemand, provisioned))}`,
    ...(pointInTimeRecovery > 0 ? [`  point-in-time recovery: ${money(pointInTimeRecovery)}`] : []),
  ];
}

function number(value: number): string {
  return String(Math.round(value * 100) / 100);
}

function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 || column === row.length - 1
          ? cell.padEnd(widths[column] ?? 0)
          : cell.padStart(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd(),
  );
}
