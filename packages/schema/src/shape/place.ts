/** Where a schema stands in another. Printed only where something is wrong with it, which is seldom. */
export interface Place {
  readonly above: Place | undefined;
  /** The name of a property, or what is written behind the path above: `[]` for elements, `{}` for values of a map. */
  readonly step: string;
  readonly isName: boolean;
}

/** The place of a property. */
export function propertyAt(above: Place | undefined, name: string): Place {
  return { above, step: name, isName: true };
}

/** The place of elements, members, values or keys. */
export function partAt(above: Place | undefined, step: string): Place {
  return { above, step, isName: false };
}

/** `address.lines[]`; empty for the schema itself. */
export function pathOf(place: Place | undefined): string {
  if (place === undefined) return "";
  const { above, step, isName } = place;
  const path = pathOf(above);
  if (!isName) return path + step;
  if (!/^[^.[\]{}"\s]+$/.test(step)) return `${path}[${JSON.stringify(step)}]`;
  return path === "" ? step : `${path}.${step}`;
}
