/** What a compiled codec gives where it does not know: the interpreter then decides, and makes the error if it is one. */
export const INVALID: unique symbol = Symbol("invalid");
export type Invalid = typeof INVALID;
