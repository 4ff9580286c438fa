/** Where in an item: attribute names and list positions, from the root. */
export type Path = readonly (string | number)[];

const plainName = /^[^.[\]"\s]+$/;

/**
 * Prints a path the way one would write it: `assignee.address.city`, `lines[0].sku`. A name that contains a dot, a
 * bracket, a quote or white space is quoted: `["a.b"]`.
 */
export function formatPath(path: Path): string {
  let text = "";
  for (const step of path) {
    if (typeof step === "number") text += `[${step}]`;
    else if (!plainName.test(step)) text += `[${JSON.stringify(step)}]`;
    else text += text === "" ? step : `.${step}`;
  }
  return text;
}
