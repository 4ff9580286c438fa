import type { ConditionNode } from "../node/condition.ts";
import type { PathNode } from "../node/path.ts";
import type { UpdateAction } from "../node/update.ts";
import { checkConditionValues, checkUpdateValues } from "./check-values.ts";
import { printCondition } from "./condition.ts";
import { printKeyCondition } from "./key-condition.ts";
import { checkOverlap } from "./overlap.ts";
import { type Pen, printPath, printWithin } from "./pen.ts";
import { createPlaceholders, type PlaceholderMaps } from "./placeholders.ts";
import { createPrepared, type PreparedExpressions } from "./prepared.ts";
import { createSlots } from "./slots.ts";
import { structureOfCondition, structureOfPath, structureOfUpdate } from "./structure.ts";
import { substitution } from "./substitution.ts";
import { printUpdate } from "./update.ts";

/** Prints the expressions of one request, which share their placeholders. */
export interface Printer {
  /** A condition or filter expression; nothing where there is no condition. */
  condition(node: ConditionNode): string;
  condition(node: ConditionNode | undefined): string | undefined;
  keyCondition(node: ConditionNode): string;
  /** Nothing where there are no actions. */
  update(actions: readonly UpdateAction[]): string | undefined;
  /** Nothing where there are no paths. */
  projection(paths: readonly PathNode[]): string | undefined;
  /** The names and values of all that was printed. */
  finish(): PlaceholderMaps;
}

const shared = createPrepared();

/**
 * A printer for one request. Every name and value becomes a placeholder; equal ones share it. Expressions that differ from
 * earlier ones in their values alone are not printed again.
 *
 * @param entity named in errors.
 * @param prepared what was printed before; of all printers by default.
 * @throws {ValidationError} from its methods, where the service would reject the expression whatever is stored: paths that
 * overlap or conflict, operands of a type that the operator does not take.
 * @throws {LimitError} from its methods: more than 4,096 bytes, 300 operators, 100 values of `isIn`, a path or a value that no
 * item holds; 2 MB of names and values.
 */
export function createPrinter(entity: string, prepared: PreparedExpressions = shared): Printer {
  const slots = createSlots();
  let at = prepared.start();

  function print(structure: string, write: (pen: Pen) => string): string {
    const known = at.next.get(structure);
    if (known !== undefined) {
      at = known.after;
      return known.text;
    }
    const placeholders = createPlaceholders(at, slots);
    const text = printWithin(entity, placeholders, write);
    at = prepared.keep(at, structure, text, placeholders.printed);
    return text;
  }

  function condition(node: ConditionNode): string;
  function condition(node: ConditionNode | undefined): string | undefined;
  function condition(node: ConditionNode | undefined): string | undefined {
    if (node === undefined) return undefined;
    const text = print(`C${structureOfCondition(node, slots)}`, (pen) => printCondition(node, pen));
    checkConditionValues(node, entity);
    return text;
  }

  return {
    condition,
    keyCondition(node) {
      const text = print(`K${structureOfCondition(node, slots)}`, (pen) => printKeyCondition(node, pen));
      checkConditionValues(node, entity);
      return text;
    },
    update(actions) {
      if (actions.length === 0) return undefined;
      const text = print(`U${structureOfUpdate(actions, slots)}`, (pen) => printUpdate(actions, pen));
      checkUpdateValues(actions, entity);
      return text;
    },
    projection(paths) {
      if (paths.length === 0) return undefined;
      return print(`P${paths.map(structureOfPath).join("")}`, (pen) => {
        checkOverlap(paths, entity);
        return paths.map((path) => printPath(path, pen)).join(", ");
      });
    },
    finish: () => substitution(entity, at, slots),
  };
}
