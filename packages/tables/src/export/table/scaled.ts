import type { Billing, Capacity } from "./capacity.ts";
import type { ExportedTable } from "./exported-table.ts";

/** Capacity of a table or an index that follows the use, as Application Auto Scaling knows it. */
export interface Scaled {
  readonly index?: string;
  readonly direction: "Read" | "Write";
  readonly scaling: NonNullable<Capacity["scaling"]>;
  /** `dynamodb:table:ReadCapacityUnits` and its like. */
  readonly dimension: string;
  readonly metric: string;
}

/** All of the table's capacity that follows the use; none of an on-demand table. */
export function scaledCapacity(table: ExportedTable): readonly Scaled[] {
  return [
    ...scaledBilling(table.billing),
    ...table.globalIndexes.flatMap(({ name, billing }) => scaledBilling(billing, name)),
  ];
}

function scaledBilling(billing: Billing, index?: string): Scaled[] {
  if (billing.mode === "on-demand") return [];
  return [...scaled("Read", billing.read, index), ...scaled("Write", billing.write, index)];
}

function scaled(direction: "Read" | "Write", { scaling }: Capacity, index?: string): Scaled[] {
  if (scaling === undefined) return [];
  return [
    {
      ...(index !== undefined && { index }),
      direction,
      scaling,
      dimension: `dynamodb:${index === undefined ? "table" : "index"}:${direction}CapacityUnits`,
      metric: `DynamoDB${direction}CapacityUtilization`,
    },
  ];
}

/** What follows the use in the table's own Region, and in those of its replicas. */
export function scaledIn(table: ExportedTable): readonly { readonly region?: string; readonly scaled: Scaled }[] {
  const own = scaledCapacity(table);
  return [
    ...own.map((scaled) => ({ scaled })),
    ...table.replicas.flatMap(({ region, read, indexes }) => {
      const others = own.filter(({ direction, index }) => {
        if (direction === "Write") return true;
        return (index === undefined ? read : indexes.find(({ name }) => name === index)?.read) === undefined;
      });
      const its = [
        ...(read ? scaled("Read", read) : []),
        ...indexes.flatMap((index) => (index.read ? scaled("Read", index.read, index.name) : [])),
      ];
      return [...others, ...its].map((one) => ({ region, scaled: one }));
    }),
  ];
}

/** The resource that is scaled, of a table that is named so. */
export function scaledResource({ index }: Scaled, table: string): string {
  return index === undefined ? `table/${table}` : `table/${table}/index/${index}`;
}
