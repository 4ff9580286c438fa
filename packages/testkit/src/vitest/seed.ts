import { loadSeed } from "../data/seed/load-seed.ts";
import type { Seed } from "../data/seed/seed.ts";
import { unobserved } from "../network/unobserved.ts";
import type { TestDynamoDB } from "../tables/start-dynamodb.ts";

/**
 * What is in the tables when a test begins: data, as `seedOf`, `seedFromJson` and `seedFromExport` give it, or a function that
 * writes it.
 */
export type TestSeed = Seed | readonly Seed[] | ((dynamodb: TestDynamoDB) => unknown);

/** Fills the tables of a test, as if it had been done before the test: nothing of it is recorded. */
export async function fillStore(dynamodb: TestDynamoDB, seed: TestSeed): Promise<void> {
  if (typeof seed !== "function") {
    await loadSeed(dynamodb, seed);
    return;
  }
  await unobserved(async () => {
    await seed(dynamodb);
  });
}
