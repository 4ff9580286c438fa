import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";

// What the SDK offers to those who extend it, as far as it is used here. Its own types of this are in packages that only it
// depends on, so that each part is looked for before it is used.

/** What goes down the SDK's middleware: the input, and the HTTP request once it is written. */
export interface Args {
  readonly input: object;
  readonly request?: unknown;
}

export interface Result {
  readonly output: unknown;
  readonly response: unknown;
}

export type Handler = (args: Args) => Promise<Result>;

/** What the middleware of one request share. */
export type Context = Readonly<Record<PropertyKey, unknown>>;

export type Middleware = (next: Handler, context: Context) => Handler;

/** Where a middleware stands in a stack, and its name. */
export type Place = Readonly<Record<string, unknown>>;

export interface Stack {
  add(middleware: Middleware, place: Place): void;
  addRelativeTo(middleware: Middleware, place: Place): void;
  applyToStack(stack: Pick<Stack, "add" | "addRelativeTo">): void;
  concat(stack: Stack): Pick<Stack, "applyToStack" | "resolve">;
  resolve(handler: Handler, context: Context): Handler;
}

export interface SdkCommand {
  readonly middlewareStack: Stack;
  resolveMiddleware(stack: Pick<Stack, "concat">, config: object, options?: object): Handler;
}

/** The HTTP request of the SDK, whatever its class. */
export type RequestType = new (parts: Readonly<Record<string, unknown>>) => object;

/** Gives what signs, for the way of signing that an endpoint asks for. */
export type Signer = (scheme?: unknown) => Promise<unknown>;

/** A client of the SDK, seen as what it is made of. */
export interface Hooks {
  readonly config: {
    readonly protocol: { getShapeId(): string; getRequestType(): RequestType };
    readonly requestHandler: { handle(request: unknown, options: object): Promise<{ readonly response: unknown }> };
    streamCollector(stream: unknown): Promise<Uint8Array>;
    signer: Signer;
  };
  readonly middlewareStack: Stack;
}

/** The hooks of a client; `undefined` where this version of the SDK has others. */
export function hooksOf(client: DynamoDBClient): Hooks | undefined {
  return hasHooks(client) ? client : undefined;
}

/**
 * Whether something has taken the place of a method that requests go through: tracers replace methods of all clients, and so do
 * mocks. The SDK's are methods of classes and arrow functions, which have no `prototype`; what is put around them has one.
 */
export function isPatched({ send, middlewareStack }: DynamoDBClient): boolean {
  const { concat, resolve } = middlewareStack;
  return [send, concat, resolve].some((method) => Object.hasOwn(method, "prototype"));
}

export function isCommand(value: object): value is SdkCommand {
  return has(value, "resolveMiddleware") && isStack(read(value, "middlewareStack"));
}

function hasHooks(client: object): client is Hooks {
  const config = read(client, "config");
  return (
    has(config, "streamCollector", "signer") &&
    has(read(config, "requestHandler"), "handle") &&
    has(read(config, "protocol"), "getShapeId", "getRequestType") &&
    isStack(read(client, "middlewareStack"))
  );
}

function isStack(value: unknown): value is Stack {
  return has(value, "add", "addRelativeTo", "applyToStack", "concat", "resolve");
}

function has(value: unknown, ...methods: readonly string[]): boolean {
  return methods.every((name) => typeof read(value, name) === "function");
}

function read(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && name in value ? value[name as keyof typeof value] : undefined;
}
