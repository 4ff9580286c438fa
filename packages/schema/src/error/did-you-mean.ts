function distance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  let beforePrevious: number[] = [];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let best = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (beforePrevious[j - 2] ?? 0) + 1);
      row.push(best);
    }
    beforePrevious = previous;
    previous = row;
  }
  return previous[b.length] ?? 0;
}

/** Names that differ in case alone, and beginnings of names, are always near. */
function nearness(name: string, candidate: string): number {
  const [a, b] = [name.toLowerCase(), candidate.toLowerCase()];
  if (a === b) return 0;
  return a.length > 2 && b.startsWith(a) ? 1 : distance(name, candidate);
}

/** `; did you mean 'x'?` for the name nearest to a misspelled one, or an empty text where none is near. */
export function didYouMean(name: string, known: Iterable<string>): string {
  const nearest = { name: "", distance: Math.max(1, Math.floor(name.length / 3)) + 1 };
  for (const candidate of known) {
    const apart = nearness(name.slice(0, 100), candidate.slice(0, 100));
    if (apart < nearest.distance) Object.assign(nearest, { name: candidate, distance: apart });
  }
  return nearest.name === "" ? "" : `; did you mean '${nearest.name}'?`;
}

/** `'a', 'b' and 'c'`, for messages. */
export function listNames(names: Iterable<string>): string {
  const quoted = Array.from(names, (name) => `'${name}'`);
  const last = quoted.pop() ?? "none";
  return quoted.length === 0 ? last : `${quoted.join(", ")} and ${last}`;
}
