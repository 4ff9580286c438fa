import type { LimitError, ReadError, ValidationError } from "@keywright/schema";
import type { BatchIncompleteError } from "../error/batch-incomplete-error.ts";
import type { ConditionFailedError } from "../error/condition-failed-error.ts";
import type { CursorError } from "../error/cursor-error.ts";
import type { DeadlineError } from "../error/deadline-error.ts";
import type { IndexBackfillingError } from "../error/index-backfilling-error.ts";
import type { ItemExistsError } from "../error/item-exists-error.ts";
import type { ItemNotFoundError } from "../error/item-not-found-error.ts";
import type { OutcomeUnknownError } from "../error/outcome-unknown-error.ts";
import type { ScopeError } from "../error/scope-error.ts";
import type { ShapeMismatchError } from "../error/shape-mismatch-error.ts";
import type { ThrottledError } from "../error/throttled-error.ts";
import type { TransactionCanceledError } from "../error/transaction-canceled-error.ts";
import type { UniqueConstraintError } from "../error/unique-constraint-error.ts";
import type { VersionConflictError } from "../error/version-conflict-error.ts";

/** What any operation may reject with. */
type AnyErrors = ValidationError | LimitError | ScopeError | ReadError | ThrottledError | DeadlineError;

export type GetErrors = AnyErrors;

export type PageErrors = AnyErrors | CursorError | IndexBackfillingError;

export type HydrateErrors = PageErrors | BatchIncompleteError;

type WriteErrors<I> = AnyErrors | OutcomeUnknownError<I>;

export type CreateErrors<I> = WriteErrors<I> | ItemExistsError<I> | UniqueConstraintError;

export type UpsertErrors<I> = WriteErrors<I> | ConditionFailedError<I> | ShapeMismatchError<I> | UniqueConstraintError;

/** Of writes to an item that is there, in the version that is expected. */
export type ChangeErrors<I> =
  | WriteErrors<I>
  | ItemNotFoundError
  | UniqueConstraintError
  | ConditionFailedError<I>
  | VersionConflictError<I>
  | ShapeMismatchError<I>;

/** Of a check, which is a transaction. */
export type CheckErrors<I> = ChangeErrors<I> | TransactionCanceledError;

export type MoveErrors<I> = CheckErrors<I> | ItemExistsError<I>;
