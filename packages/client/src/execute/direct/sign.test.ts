import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import fc from "fast-check";
import { expect, test } from "vitest";
import { sha256, signer, signingDate } from "./sign.ts";

const ascii = fc.string({ unit: "binary-ascii", maxLength: 12 });
const name = fc.stringMatching(/^x-[a-z]{1,8}$/);
const identity = fc.record({
  accessKeyId: fc.stringMatching(/^[A-Z\d]{16,20}$/),
  secretAccessKey: fc.base64String({ minLength: 20, maxLength: 40 }),
  sessionToken: fc.option(fc.base64String({ minLength: 20 }), { nil: undefined }),
});
const dates = fc.date({ min: new Date("2000-01-01"), max: new Date("2100-01-01"), noInvalidDate: true });

interface Signer {
  sign(
    request: object,
    options: object,
  ): Promise<{ readonly headers: Readonly<Record<string, string>>; readonly method: string; readonly path: string }>;
}

test("signs what the SDK's signer signs, in the same way", async () => {
  const cases = fc.record({
    identity,
    region: fc.constantFrom("eu-central-1", "us-gov-west-1"),
    signingDate: dates,
    fixed: fc.dictionary(name, ascii, { maxKeys: 4 }),
    changing: fc.dictionary(name, fc.base64String(), { maxKeys: 4 }),
    body: fc.string({ unit: "binary" }),
    path: fc.constantFrom("/", "/some/where/"),
  });
  await fc.assert(
    fc.asyncProperty(cases, async ({ identity, region, signingDate: date, fixed, changing, body, path }) => {
      const headers = { host: "localhost", ...fixed, ...changing };
      const client = new DynamoDBClient({ region, credentials: identity as never });
      // The signer of the SDK, whose package only the SDK depends on.
      const sdk = (await client.config.signer()) as unknown as Signer;
      const request = { method: "POST", protocol: "http:", hostname: "localhost", path, query: {}, headers, body };
      const signed = await sdk.sign(request, { signingDate: date, signingRegion: region, signingService: "dynamodb" });
      const names = /SignedHeaders=([^,]+)/.exec(signed.headers.authorization ?? "")?.[1]?.split(";") ?? [];
      expect(signed.headers["x-amz-date"]).toBe(signingDate(date.getTime()));
      expect(signed.headers["x-amz-content-sha256"]).toBe(sha256(body));
      // What is in both changes.
      const same = Object.fromEntries(Object.entries(fixed).filter(([header]) => !(header in changing)));
      const sign = signer({ ...identity, region, service: "dynamodb" }, { method: "POST", path, names }, same);
      expect(sign(signed.headers, sha256(body))).toBe(signed.headers.authorization);
    }),
    { numRuns: 200 },
  );
});

test("a day's key is not used for the next", () => {
  const scope = { accessKeyId: "A", secretAccessKey: "s", region: "r", service: "dynamodb" };
  const parts = { method: "POST", path: "/", names: ["x-amz-date"] };
  const sign = signer(scope, parts, {});
  const at = (date: string): string => sign({ "x-amz-date": date }, "");
  const [first, next, again] = [at("20260501T235959Z"), at("20260502T000000Z"), at("20260501T235959Z")];
  expect(next).toBe(signer(scope, parts, {})({ "x-amz-date": "20260502T000000Z" }, ""));
  expect(next).not.toBe(first);
  expect(again).toBe(first);
});
