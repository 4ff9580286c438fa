import type { AttributeMask, EntityModel } from "@keywright/schema";
import type { BatchOptions } from "./batch-options.ts";

type Values = Readonly<Record<string, unknown>>;

/** A condition as an operation carries it: a function from references to an expression, not yet called. */
export type Where = (references: never) => unknown;

/** Names of attributes, or a mask that goes into maps. */
export type Select = readonly string[] | AttributeMask;

interface Described {
  readonly model: EntityModel;
}

/**
 * How an operation is planned that not every program has. Who describes it brings it along, so that bundlers leave out what
 * nobody describes. Plans lie above descriptions: `plan/planner.ts` has the types.
 */
export interface AnyPlanner {
  readonly plan: (description: never, context: never, parts: never) => { readonly kind: string };
}

/** The same of an operation on several items, and how it is shown, explained and sent: `execute/sender.ts` has the types. */
export interface AnySender extends AnyPlanner {
  readonly input: (plan: never) => object | undefined;
  readonly explain: (description: never, plan: never, tools: never) => { readonly summary: string };
  readonly send: (runtime: never, subject: never, plan: never, limits: never) => Promise<unknown>;
}

export interface GetDescription extends Described {
  readonly verb: "get";
  readonly key: Values;
  readonly consistent: boolean;
  readonly select: Select | undefined;
}

/** What reads of several items have in common. */
interface PagedDescription extends Described {
  /** `undefined` for the table itself. */
  readonly index: string | undefined;
  readonly where: Where | undefined;
  readonly select: Select | undefined;
  readonly consistent: boolean;
  readonly limit: number | undefined;
  readonly pageSize: number | undefined;
  readonly maxPages: number;
  readonly maxCapacity: number | undefined;
  readonly cursor: string | undefined;
}

export interface QueryDescription extends PagedDescription {
  /** Whether the items are wanted, the first of them, or how many there are. */
  readonly verb: "query" | "first" | "count";
  readonly key: Values;
  readonly order: "ascending" | "descending";
  /** Whether items of an index are completed from the table, and how that is read. */
  readonly hydrate: "eventual" | "consistent" | undefined;
}

export interface ScanDescription extends PagedDescription {
  readonly verb: "scan";
  /** How many parts of the table are read side by side. */
  readonly segments: number;
}

export interface CollectionDescription extends Omit<PagedDescription, "select" | "where"> {
  readonly verb: "collection";
  /** The model of the first member, whose table it is. */
  readonly model: EntityModel;
  readonly members: ReadonlyMap<string, EntityModel>;
  readonly by: AnyPlanner;
  readonly key: Values;
  /** Conditions by member. */
  readonly where: Readonly<Record<string, Where | undefined>>;
  readonly order: "ascending" | "descending";
}

interface WrittenOnce {
  /** Whether it is sent as a transaction, which is carried out once however often it is sent. */
  readonly exactlyOnce?: boolean | undefined;
}

export interface CreateDescription extends Described, WrittenOnce {
  readonly verb: "create";
  readonly item: Values;
}

/** What a write expects of the stored version: a read item, or a number. */
export type Expected = number | Values;

export interface PutDescription extends Described, WrittenOnce {
  readonly verb: "put";
  readonly item: Values;
  readonly expected: Expected | undefined;
  readonly where: Where | undefined;
  /** The item as it was read, where what it has of unique attributes must be known. */
  readonly previous?: Values | undefined;
  readonly returning: "new" | "old" | "none";
}

export interface UpsertDescription extends Described {
  readonly verb: "upsert";
  readonly item: Values;
  readonly where: Where | undefined;
  readonly onExpired: "replace" | "throw";
}

/** Changes by attribute name, or a function from references to changes of paths. */
export type ChangeInput = Values | Where;

export interface UpdateDescription extends Described, WrittenOnce {
  readonly verb: "update";
  readonly key: Values;
  readonly changes: ChangeInput;
  readonly known: Values;
  readonly expected: Expected | undefined;
  readonly where: Where | undefined;
  /** The item as it was read, where what it has of unique attributes must be known. */
  readonly previous?: Values | undefined;
  readonly returning: "new" | "old" | "changed" | "none";
}

export interface DeleteDescription extends Described, WrittenOnce {
  readonly verb: "delete";
  readonly key: Values;
  readonly expected: Expected | undefined;
  readonly where: Where | undefined;
  /** The item as it was read, where what it has of unique attributes must be known. */
  readonly previous?: Values | undefined;
  /** Whether a missing item is an error. */
  readonly mustExist: boolean;
  readonly returning: "old" | "none";
}

export interface CheckDescription extends Described {
  readonly verb: "check";
  readonly key: Values;
  readonly expected: Expected | undefined;
  readonly where: Where | undefined;
}

export interface MoveDescription extends Described {
  readonly verb: "move";
  /** The item as it was read. */
  readonly item: Values;
  /** The attributes that change, those of the key among them. */
  readonly changes: Values;
  readonly where: Where | undefined;
}

export type WriteDescription =
  | CreateDescription
  | PutDescription
  | UpsertDescription
  | UpdateDescription
  | DeleteDescription
  | CheckDescription
  | MoveDescription;

export type ReadDescription = GetDescription | QueryDescription | ScanDescription | CollectionDescription;

/** What operations on several items have in common. */
interface SeveralDescribed extends Described {
  /** The model of the first of them. */
  readonly model: EntityModel;
  readonly by: AnySender;
  /** The properties of the result, where it is an object and no list. */
  readonly labels: readonly string[] | undefined;
}

/** Makes a transaction the same each time that it is described: its token, and the time that it is of. */
export interface TransactionToken {
  readonly token: string;
  readonly at: Date;
}

export interface TransactDescription extends SeveralDescribed {
  readonly verb: "transact";
  readonly operations: readonly WriteDescription[];
  readonly token: TransactionToken | undefined;
}

export interface TransactGetDescription extends SeveralDescribed {
  readonly verb: "transactGet";
  readonly operations: readonly GetDescription[];
}

/** Batches may be empty. */
interface BatchDescription extends Omit<SeveralDescribed, "model"> {
  readonly model: EntityModel | undefined;
  /** The operations as they were given, to be given back where they are left. */
  readonly given: readonly object[];
  readonly options: BatchOptions;
}

export interface BatchGetDescription extends BatchDescription {
  readonly verb: "batchGet";
  readonly operations: readonly GetDescription[];
}

export interface BatchWriteDescription extends BatchDescription {
  readonly verb: "batchWrite";
  readonly operations: readonly (PutDescription | DeleteDescription)[];
}

export interface TransactAllDescription extends BatchDescription {
  readonly verb: "transactAll";
  readonly operations: readonly WriteDescription[];
  readonly token: TransactionToken | undefined;
}

/** An operation on one item, or on one range. */
export type OneDescription = ReadDescription | WriteDescription;

/** An operation on several items. */
export type SeveralDescription =
  | TransactDescription
  | TransactGetDescription
  | BatchGetDescription
  | BatchWriteDescription
  | TransactAllDescription;

/** What an operation is, as data: all that planners need. */
export type Description = OneDescription | SeveralDescription;
