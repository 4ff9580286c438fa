/** Gives each thing a name of its own: one that is taken gets a number. */
export type Namer = (wanted: string) => string;

export function uniqueNames(most: number = Number.POSITIVE_INFINITY): Namer {
  const taken = new Set<string>();
  return (wanted) => {
    let name = wanted.slice(0, most);
    for (let count = 2; taken.has(name); count++) name = `${wanted.slice(0, most - `${count}`.length)}${count}`;
    taken.add(name);
    return name;
  };
}

/** Letters and digits, each word with a capital: `prod-taskApp` is `ProdTaskApp`. */
export function pascalCase(text: string): string {
  return words(text)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}

/** Lower case with underscores: `TaskApp` is `task_app`. */
export function snakeCase(text: string): string {
  const name = lowerWords(text).join("_");
  return /^[a-z_]/.test(name) ? name : `t_${name}`;
}

/** A name as Kubernetes takes it for an object: lower case with dashes. */
export function kebabCase(text: string): string {
  return lowerWords(text).join("-") || "table";
}

function lowerWords(text: string): string[] {
  return words(text.replace(/([a-z0-9])([A-Z])|([A-Z])([A-Z][a-z])/g, "$1$3 $2$4")).map((word) => word.toLowerCase());
}

function words(text: string): string[] {
  return text.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
}
