export { eq, gt, gte, lt, lte, ne } from "./comparison.ts";
export { exists, hasType, notExists } from "./exists.ts";
export { and, not, or } from "./logical.ts";
export { between, isIn } from "./range.ts";
export { size } from "./size.ts";
export { beginsWith, contains } from "./text.ts";
