/** `I` without the attributes `T`, which a scope fills in; `I` itself where there are none. */
export type Unscoped<I, T> = [T] extends [never] ? I : Without<I, T>;

type Without<I, T> = I extends unknown ? { [P in keyof I as P extends T ? never : P]: I[P] } : never;
