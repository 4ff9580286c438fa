import { unobserved } from "../network/unobserved.ts";
import type { TestDynamoDB } from "../tables/start-dynamodb.ts";

/** Writes what is in the tables when a test begins; anything it gives back is not looked at. */
export type Seed = (dynamodb: TestDynamoDB) => unknown;

/** Fills the tables of a test, as if it had been done before the test: nothing of it is recorded. */
export async function fillStore(dynamodb: TestDynamoDB, seed: Seed): Promise<void> {
  await unobserved(async () => {
    await seed(dynamodb);
  });
}
