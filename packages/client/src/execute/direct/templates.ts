import type { RequestName } from "../transport.ts";
import { capture } from "./capture.ts";
import type { ConfiguredClient, Credentials } from "./sdk-client.ts";
import { type Template, templateOf } from "./template.ts";

export type Templates = (name: RequestName, input: object) => Promise<Template>;

/** What templates hold for. */
interface Basis {
  readonly credentials: Credentials;
  readonly region: string;
  readonly endpoint: unknown;
  readonly templates: Map<string, Promise<Template>>;
}

/** Tables named by ARNs can have endpoints of their own; nobody has this many. */
const most = 500;

/**
 * Gives templates for requests, and makes new ones where credentials, region or endpoint changed. Credentials are asked for
 * each time: the SDK's providers keep them, and refresh them before they expire.
 */
export function templatesOf(client: ConfiguredClient): Templates {
  const { config } = client;
  let basis: Basis | undefined;
  return async (name, input) => {
    const credentials = await config.credentials();
    const region = await config.region();
    const endpoint = config.endpoint && (await config.endpoint());
    if (!basis || !isSame(basis, credentials, region, endpoint)) {
      basis = { credentials, region, endpoint, templates: new Map() };
    }
    const { templates } = basis;
    const key = keyOf(name, input);
    let template = templates.get(key);
    if (template === undefined) {
      if (templates.size >= most) templates.clear();
      template = capture(client, name, input).then(templateOf);
      templates.set(key, template);
      // What goes wrong once is tried again.
      template.catch(() => templates.delete(key));
    }
    return template;
  };
}

function isSame(basis: Basis, credentials: Credentials, region: string, endpoint: unknown): boolean {
  return (
    basis.region === region &&
    isSameIdentity(basis.credentials, credentials) &&
    isSameEndpoint(basis.endpoint, endpoint)
  );
}

function isSameIdentity(a: Credentials, b: Credentials): boolean {
  return (
    a === b ||
    (a.accessKeyId === b.accessKeyId &&
      a.secretAccessKey === b.secretAccessKey &&
      a.sessionToken === b.sessionToken &&
      a.accountId === b.accountId)
  );
}

function isSameEndpoint(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

interface Input {
  readonly TableName?: string;
  readonly RequestItems?: object;
  readonly TransactItems?: readonly Readonly<Record<string, { readonly TableName?: string } | undefined>>[];
}

/** Endpoints can depend on the account that a table's ARN names; names that are no ARNs make no difference. */
function keyOf(name: RequestName, { TableName, RequestItems, TransactItems = [] }: Input): string {
  let key: string = name;
  if (isArn(TableName)) key += ` ${TableName}`;
  for (const table in RequestItems) if (isArn(table)) key += ` ${table}`;
  for (const action of TransactItems) {
    for (const type in action) {
      const table = action[type]?.TableName;
      if (isArn(table)) key += ` ${table}`;
    }
  }
  return key;
}

function isArn(table: string | undefined): boolean {
  return table?.startsWith("arn:") === true;
}
