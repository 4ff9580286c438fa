export { conditionsOn } from "./conditions-on.ts";
export { storedAttributes } from "./stored.ts";
