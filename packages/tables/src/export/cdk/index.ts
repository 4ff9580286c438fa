export { KeywrightTable, type KeywrightTableProps } from "./keywright-table.ts";
