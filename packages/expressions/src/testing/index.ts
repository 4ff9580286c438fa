export { compareScalars } from "../print/compare-scalars.ts";
export { conditions as anyConditions, updates as anyUpdates } from "./arbitrary.ts";
export { conditionsOn, holdingConditionsOn } from "./conditions-on.ts";
export { hostileTexts } from "./hostile.ts";
export { keyConditionsOn, keyValues } from "./key-conditions.ts";
export { project, projectionsOn } from "./projections-on.ts";
export { reservedWords } from "./reserved-words.ts";
export { storedAttributes } from "./stored.ts";
export { updatesOn } from "./updates-on.ts";
