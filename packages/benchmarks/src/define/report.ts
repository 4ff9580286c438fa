const nothing = new Int32Array(new SharedArrayBuffer(4));

/**
 * Milliseconds of CPU that this process has used: what it waited for others counts for nothing. Engines compile what has run
 * often in other threads, behind what runs then: they get the time to finish, so that what schemas cost is not counted among
 * what is defined with them.
 */
export function cpuTime(): number {
  Atomics.wait(nothing, 0, 0, 100);
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Prints the milliseconds that schemas took, and what was defined with them. */
export function report(start: number, middle: number, defined: readonly unknown[]): void {
  const end = cpuTime();
  if (new Set(defined).size !== 100) throw new Error("There are not a hundred entities");
  process.stdout.write(JSON.stringify({ schemas: middle - start, definitions: end - middle }));
}
