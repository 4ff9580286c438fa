import { KeywrightError } from "./keywright-error.ts";
import type { Path } from "./path.ts";

const code = "limit-exceeded";

/** The limits of DynamoDB that are checked before sending. */
export type LimitName =
  | "item-size"
  | "partition-key-size"
  | "sort-key-size"
  | "path-depth"
  | "expression-size"
  | "expression-operators"
  | "in-operands"
  | "substitution-size"
  | "transaction-actions"
  | "transaction-size";

interface LimitErrorOptions {
  readonly entity: string;
  readonly limit: LimitName;
  readonly maximum: number;
  readonly actual: number;
  readonly unit: LimitError["unit"];
  readonly path?: Path;
  /** What is too large, how far, and what to do. Follows the name of the entity. */
  readonly message: string;
}

/** A request would exceed a limit of DynamoDB. Nothing was sent. */
export class LimitError extends KeywrightError {
  override readonly name: string = "LimitError";
  declare readonly code: typeof code;
  /** The name of the entity. */
  readonly entity: string;
  readonly limit: LimitName;
  /** The most that DynamoDB accepts, in `unit`. */
  readonly maximum: number;
  /** What the request has, in `unit`. */
  readonly actual: number;
  readonly unit: "bytes" | "levels" | "operators" | "operands" | "actions";
  /** The attribute that is too large, or that makes a key too long; empty where no single one is. */
  readonly path: Path;

  constructor({ entity, limit, maximum, actual, unit, path = [], message }: LimitErrorOptions) {
    super({ code, message: `${entity}: ${message}. Nothing was sent.` });
    this.entity = entity;
    this.limit = limit;
    this.maximum = maximum;
    this.actual = actual;
    this.unit = unit;
    this.path = path;
  }

  static override isInstance(error: unknown): error is LimitError {
    return KeywrightError.isInstance(error) && error.code === code;
  }
}
