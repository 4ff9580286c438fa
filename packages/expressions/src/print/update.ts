import type { Path } from "@keywright/schema";
import { programPath } from "../node/path.ts";
import type { SetValueNode, UpdateAction } from "../node/update.ts";
import { checkDistinct, checkType } from "./check-operands.ts";
import { checkOverlap } from "./overlap.ts";
import { hintOf, type Pen, printOperand, printPath, unknownNode } from "./pen.ts";

interface Sections {
  readonly SET: string[];
  readonly REMOVE: string[];
  readonly ADD: string[];
  readonly DELETE: string[];
}

/** The sections in a fixed order, each at most once: SET, REMOVE, ADD, DELETE. */
export function printUpdate(actions: readonly UpdateAction[], pen: Pen): string {
  checkOverlap(
    actions.map(({ path }) => path),
    pen.entity,
  );
  const sections: Sections = { SET: [], REMOVE: [], ADD: [], DELETE: [] };
  for (const action of actions) printAction(action, sections, pen);
  return Object.entries(sections)
    .filter(([, texts]) => texts.length > 0)
    .map(([section, texts]) => `${section} ${texts.join(", ")}`)
    .join(" ");
}

function printAction(action: UpdateAction, sections: Sections, pen: Pen): void {
  const path = printPath(action.path, pen);
  const hint = hintOf(action.path);
  const at = programPath(action.path);
  switch (action.kind) {
    case "set":
      sections.SET.push(`${path} = ${printValue(action.value, hint, at, pen)}`);
      return;
    case "remove":
      sections.REMOVE.push(path);
      return;
    case "add":
      checkType("ADD", action.value, ["N", "SS", "NS", "BS"], at, pen);
      pen.operators += 1;
      sections.ADD.push(`${path} ${printOperand(action.value, hint, pen)}`);
      return;
    case "delete":
      checkType("DELETE", action.value, ["SS", "NS", "BS"], at, pen);
      pen.operators += 1;
      sections.DELETE.push(`${path} ${printOperand(action.value, hint, pen)}`);
      return;
    default:
      throw unknownNode(action satisfies never);
  }
}

function printValue(value: SetValueNode, hint: string, at: Path, pen: Pen): string {
  switch (value.kind) {
    case "literal":
    case "path":
      return printOperand(value, hint, pen);
    case "ifNotExists": {
      pen.operators += 1;
      checkDistinct("if_not_exists", value.path, [value.otherwise], pen);
      const first = printPath(value.path, pen);
      return `if_not_exists(${first}, ${printOperand(value.otherwise, `${hintOf(value.path)}_default`, pen)})`;
    }
    case "listAppend": {
      checkTerm("list_append", value.left, "L", at, pen);
      checkTerm("list_append", value.right, "L", at, pen);
      pen.operators += 1;
      const left = printValue(value.left, hint, at, pen);
      return `list_append(${left}, ${printValue(value.right, hint, at, pen)})`;
    }
    case "arithmetic": {
      checkTerm(value.operator, value.left, "N", at, pen);
      checkTerm(value.operator, value.right, "N", at, pen);
      pen.operators += 1;
      const left = printValue(value.left, hint, at, pen);
      return `${left} ${value.operator} ${printValue(value.right, hint, at, pen)}`;
    }
    default:
      throw unknownNode(value satisfies never);
  }
}

function checkTerm(what: string, term: SetValueNode, type: "L" | "N", at: Path, pen: Pen): void {
  if (term.kind === "literal") checkType(what, term, [type], at, pen);
  else if (term.kind === "ifNotExists") checkTerm(what, term.otherwise, type, at, pen);
}
