// The same inputs on each run, so that a change is judged by what it changes. `KEYWRIGHT_SEED=random` looks for new ones.
import fc from "fast-check";

const { KEYWRIGHT_SEED: seed = "1" } = process.env;
if (seed !== "random") {
  const number = Number(seed);
  if (!Number.isInteger(number)) throw new Error(`KEYWRIGHT_SEED is an integer or "random", not "${seed}".`);
  fc.configureGlobal({ seed: number });
}
