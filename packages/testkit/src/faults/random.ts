/** A sequence of numbers from 0 up to 1 that a seed decides. */
export function sequence(seed: number): () => number {
  // Both halves of a large seed count.
  let state = (seed ^ Math.floor(seed / 2 ** 32)) >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
}

export function randomSeed(): number {
  return Math.floor(Math.random() * 2 ** 31);
}
