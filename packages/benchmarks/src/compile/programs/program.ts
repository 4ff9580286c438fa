/** A program to compile: texts of files by their names. */
export type Program = ReadonlyMap<string, string>;

/** Numbers of as many entities, from 0. */
export function numbersOf(entities: number): readonly number[] {
  return Array.from({ length: entities }, (_, i) => i);
}
