/** Names of a hundred entities. */
export const entities: readonly string[] = Array.from({ length: 100 }, (_, i) => `Task${i}`);
