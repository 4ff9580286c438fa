import * as crypto from "node:crypto";

/** Whose signature it is, and what it is good for. */
export interface SigningScope {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
  readonly service: string;
}

/** What is the same in all requests that are signed in one way. */
export interface Signed {
  readonly method: string;
  readonly path: string;
  /** The names of the headers that are signed, in small letters and in order. */
  readonly names: readonly string[];
}

type Headers = Readonly<Record<string, string>>;

/** Gives the header `authorization` of a request, by its headers: `x-amz-date` is among them. */
export type Sign = (headers: Headers, bodyHash: string) => string;

const algorithm = "AWS4-HMAC-SHA256";

/**
 * Signs requests as AWS asks for (Signature Version 4). The key is good for a day, and made once in it.
 *
 * @param fixed headers that are the same in each request; others are without superfluous spaces
 */
export function signer(scope: SigningScope, { method, path, names }: Signed, fixed: Headers): Sign {
  const { accessKeyId, region, service } = scope;
  const signedNames = names.join(";");
  const pieces = piecesOf(names, fixed);
  let day = "";
  let key: Buffer = Buffer.alloc(0);
  return (headers, bodyHash) => {
    const date = headers["x-amz-date"] ?? "";
    if (!date.startsWith(day) || day === "") {
      day = date.slice(0, 8);
      key = signingKey(scope, day);
    }
    let canonical = `${method}\n${path}\n\n`;
    for (const { text, name } of pieces) canonical += name === undefined ? text : `${text}${headers[name]}\n`;
    const hash = sha256(`${canonical}\n${signedNames}\n${bodyHash}`);
    const place = `${day}/${region}/${service}/aws4_request`;
    const signature = crypto.createHmac("sha256", key).update(`${algorithm}\n${date}\n${place}\n${hash}`).digest("hex");
    return `${algorithm} Credential=${accessKeyId}/${place}, SignedHeaders=${signedNames}, Signature=${signature}`;
  };
}

/** The hash of bytes, or of a text, in hexadecimal digits. */
export function sha256(data: string | Uint8Array): string {
  // Half the time; not in all versions of Node that this library runs on.
  return crypto.hash ? crypto.hash("sha256", data, "hex") : crypto.createHash("sha256").update(data).digest("hex");
}

interface Piece {
  readonly text: string;
  /** The header whose value comes after the text. */
  readonly name?: string;
}

/** The canonical headers: text that is always the same, with gaps. */
function piecesOf(names: readonly string[], fixed: Headers): readonly Piece[] {
  const pieces: Piece[] = [];
  let text = "";
  for (const name of names) {
    text += `${name}:`;
    const value = fixed[name];
    if (value === undefined) {
      pieces.push({ text, name });
      text = "";
    } else text += `${canonicalOf(value)}\n`;
  }
  return [...pieces, { text }];
}

function canonicalOf(value: string): string {
  return value.replace(/[\r\n\t ]+/g, " ").replace(/^ | $/g, "");
}

function signingKey({ secretAccessKey, region, service }: SigningScope, day: string): Buffer {
  const parts = [day, region, service, "aws4_request"];
  return parts.reduce<Buffer>(
    (key, part) => crypto.createHmac("sha256", key).update(part).digest(),
    Buffer.from(`AWS4${secretAccessKey}`),
  );
}

let lastSecond = Number.NaN;
let lastDate = "";

/** A time as signatures have it: `20260501T093000Z`. */
export function signingDate(milliseconds: number): string {
  const second = Math.floor(milliseconds / 1000);
  if (second !== lastSecond) {
    lastDate = new Date(second * 1000).toISOString().replace(/[-:]|\.\d+/g, "");
    lastSecond = second;
  }
  return lastDate;
}
