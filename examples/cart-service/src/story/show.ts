/** Runs one access pattern, and shows the requests that it makes. */
export type Show = <T>(pattern: string, run: () => Promise<T>) => Promise<T>;
