import { type ChildProcess, spawn } from "node:child_process";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { SdkClient } from "keywright";

/** moto, which has the parts of AWS that engines for development lack. */
export interface Moto extends AsyncDisposable {
  readonly client: DynamoDBClient;
  /** The same, but a request that moto does not have is refused as engines for development do it. */
  readonly tolerant: SdkClient;
  /** Makes a bucket of S3. */
  createBucket(name: string): Promise<void>;
  /** The keys of a bucket's files. */
  listFiles(bucket: string): Promise<readonly string[]>;
  putFile(bucket: string, key: string, text: string): Promise<void>;
}

/** The program of moto's server, where one is named: `pip install "moto[server,dynamodb,s3]"` puts it into place. */
export const motoServer: string | undefined = process.env.KEYWRIGHT_MOTO;

/** Starts moto on a port of 127.0.0.1 that the system chooses. */
export async function startMoto(program: string): Promise<Moto> {
  const child = spawn(program, ["-H", "127.0.0.1", "-p", "0"], { stdio: ["ignore", "pipe", "pipe"] });
  const kill = (): void => {
    child.kill();
  };
  process.once("exit", kill);
  const endpoint = await address(child);
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const client = new DynamoDBClient({ endpoint, region: "eu-west-1", credentials, maxAttempts: 1 });
  const s3 = async (path: string, method: "GET" | "PUT", body?: string): Promise<string> => {
    // moto tells services apart by the scope of the signature, and does not check the rest.
    const authorization =
      "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0";
    const answer = await fetch(`${endpoint}/${path}`, {
      method,
      headers: { authorization },
      ...(body !== undefined && { body }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`moto answers ${method} ${path} with ${answer.status}: ${text}`);
    return text;
  };
  return {
    client,
    tolerant: tolerant(client),
    createBucket: async (name) => {
      await s3(name, "PUT");
    },
    putFile: async (bucket, key, text) => {
      await s3(`${bucket}/${key}`, "PUT", text);
    },
    listFiles: async (bucket) =>
      [...(await s3(bucket, "GET")).matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key]) => key ?? ""),
    [Symbol.asyncDispose]: async () => {
      client.destroy();
      process.off("exit", kill);
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.kill();
      await gone;
    },
  };
}

/** What the server prints once it listens. */
function address(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = "";
    const read = (part: Buffer): void => {
      printed += part;
      const found = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(printed)?.[1];
      if (found !== undefined) resolve(found);
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`moto ended with ${code}:\n${printed}`)));
  });
}

/** moto answers what it does not have with a page that tells of a NotImplementedError, which is no answer for the SDK. */
function tolerant(client: DynamoDBClient): SdkClient {
  return {
    send: async (...parameters) => {
      try {
        return await client.send(...parameters);
      } catch (error) {
        if (!(error instanceof SyntaxError)) throw error;
        throw Object.assign(new Error("moto does not have this request"), { name: "UnknownOperationException" });
      }
    },
  };
}
