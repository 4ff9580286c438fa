import { shuffled } from "../statistics/shuffled.ts";

/** Something that is measured once in each round: milliseconds, by the name of what took them. */
export type Subject = () => Promise<Readonly<Record<string, number>>>;

/** Milliseconds by name, round by round. */
export type Rounds = ReadonlyMap<string, readonly number[]>;

/**
 * One interleaved run: each round gives every subject its turn, in random order, so that what disturbs the machine for
 * longer than a round disturbs all of them. A round before the first is not counted.
 */
export async function interleave(subjects: readonly Subject[], count: number): Promise<Rounds> {
  const rounds = new Map<string, number[]>();
  for (const measure of subjects) for (const name of Object.keys(await measure())) rounds.set(name, []);
  for (let round = 0; round < count; round++) {
    for (const measure of shuffled(subjects)) {
      for (const [name, time] of Object.entries(await measure())) rounds.get(name)?.push(time);
    }
  }
  return rounds;
}

/** Milliseconds that some work takes, and what comes of it. */
export async function timed<T>(work: () => Promise<T>): Promise<{ readonly time: number; readonly result: T }> {
  const start = performance.now();
  const result = await work();
  return { time: performance.now() - start, result };
}
