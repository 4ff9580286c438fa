import type { ConditionNode } from "../node/condition.ts";
import type { PathNode } from "../node/path.ts";
import type { UpdateAction } from "../node/update.ts";
import { printCondition } from "./condition.ts";
import { printKeyCondition } from "./key-condition.ts";
import { checkOverlap } from "./overlap.ts";
import { printPath, printWithin } from "./pen.ts";
import { createPlaceholders, type PlaceholderMaps } from "./placeholders.ts";
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

/**
 * A printer for one request. Every name and value becomes a placeholder; equal ones share it.
 *
 * @param entity named in errors.
 * @throws {ValidationError} from its methods, where the service would reject the expression whatever is stored: paths that
 * overlap or conflict, operands of a type that the operator does not take.
 * @throws {LimitError} from its methods: more than 4,096 bytes, 300 operators, 100 values of `isIn`, a path or a value that no
 * item holds; 2 MB of names and values.
 */
export function createPrinter(entity: string): Printer {
  const placeholders = createPlaceholders(entity);

  function condition(node: ConditionNode): string;
  function condition(node: ConditionNode | undefined): string | undefined;
  function condition(node: ConditionNode | undefined): string | undefined {
    return node && printWithin(entity, placeholders, (pen) => printCondition(node, pen));
  }

  return {
    condition,
    keyCondition: (node) => printWithin(entity, placeholders, (pen) => printKeyCondition(node, pen)),
    update: (actions) =>
      actions.length === 0 ? undefined : printWithin(entity, placeholders, (pen) => printUpdate(actions, pen)),
    projection(paths) {
      if (paths.length === 0) return undefined;
      checkOverlap(paths, entity);
      return printWithin(entity, placeholders, (pen) => paths.map((path) => printPath(path, pen)).join(", "));
    },
    finish: placeholders.finish,
  };
}
