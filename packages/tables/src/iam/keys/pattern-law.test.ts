import fc from "fast-check";
import { defineEntity, defineTable, ModelError, type TableModel, ValidationError } from "keywright";
import { expect, test } from "vitest";
import * as z from "zod";
import { TableError } from "../../error/table-error.ts";
import { policyFor } from "../policy-for.ts";
import { authorizationsOf } from "../testing/authorizations.ts";
import { isAllowed } from "../testing/evaluate.ts";

const prefix = "arn:aws:dynamodb:eu-west-1:123456789012";
const schema = z.object({
  tenantId: z.string(),
  user: z.string(),
  kind: z.enum(["a", "bb", "b*"]),
  day: z.iso.date(),
  flag: z.boolean(),
});
type Values = z.infer<typeof schema>;

const template = fc
  .array(
    fc.constantFrom(
      "T#",
      "#",
      "/",
      "*",
      "A?",
      "{tenantId}",
      "{user}",
      "{kind}",
      "{day}",
      "{flag}",
      "{tenantId:escaped}",
    ),
    {
      minLength: 1,
      maxLength: 5,
    },
  )
  .map((parts) => parts.join(""))
  .filter((text) => text.includes("{tenantId"));
const text = fc.string({ unit: fc.constantFrom(..."aT#/*?{b"), minLength: 1, maxLength: 8 });
// What the value of a tag may have, which may look like the rest of a key.
const tenant = fc.string({ unit: fc.constantFrom(..."aT/b"), minLength: 1, maxLength: 4 });
const rest = fc.record({
  user: text,
  kind: fc.constantFrom("a" as const, "bb" as const, "b*" as const),
  day: fc.constantFrom("2026-05-01", "2027-01-31"),
  flag: fc.boolean(),
});
const plain = { user: "u", kind: "a", day: "2026-05-01", flag: true } as const;
const counts = { allowed: 0, refused: 0, unsafe: 0 };

/** An entity with the template, and the policy for its tenants; `undefined` where there is none that is safe. */
function policyOf(key: string) {
  const table = defineTable({ name: "Any", partitionKey: { PK: "S" } });
  try {
    // A template that is made while the test runs has no types.
    const Any = defineEntity({ name: "Any", table, schema, key: { PK: key } } as never) as unknown as {
      readonly name: "Any";
      readonly model: never;
      get(values: Values): { toRequest(): object };
    };
    const options = { operations: ["get"], tenant: { attribute: "tenantId" } } as const;
    const { document } = policyFor({ entities: [Any], ...options, account: "123456789012", region: "eu-west-1" });
    return { Any, document, tables: new Map<string, TableModel>([["Any", table.model]]) };
  } catch (error) {
    if (TableError.isInstance(error)) counts.unsafe++;
    if (TableError.isInstance(error) || error instanceof ModelError) return undefined;
    throw error;
  }
}

test("the keys of one tenant are like no pattern of another, whatever the template and the values", () => {
  fc.assert(
    fc.property(template, tenant, fc.oneof(tenant, text), rest, rest, (key, mine, other, values, others) => {
      fc.pre(mine !== other);
      const policy = policyOf(key);
      fc.pre(policy !== undefined);
      const { Any, document, tables } = policy;
      const allowed = (input: object): boolean =>
        authorizationsOf({ operation: "GetItem", input }, tables, prefix).every((asked) =>
          isAllowed([document], asked, { "aws:PrincipalTag/tenant": mine }),
        );
      const requestFor = (all: Values): object | undefined => {
        try {
          return Any.get(all).toRequest();
        } catch (error) {
          // A value that has the delimiter behind it is refused: there is no such tenant, and no tag may say so.
          if (ValidationError.isInstance(error)) return undefined;
          throw error;
        }
      };
      const own = requestFor({ ...values, tenantId: mine });
      const foreign = requestFor({ ...others, tenantId: other });
      fc.pre(own !== undefined && foreign !== undefined);
      // Escaped values are compared as they are printed: the tag would have to be so, too.
      if (!(key.includes("escaped") && mine.includes("/"))) {
        expect([key, allowed(own)]).toEqual([key, true]);
        counts.allowed++;
      }
      expect([key, allowed(foreign)]).toEqual([key, false]);
      counts.refused++;
    }),
    // What would show that a text before the tenant must be refused.
    { numRuns: 400, maxSkipsPerRun: 100, examples: [["{user}#{tenantId}", "a", "b#a", plain, plain]] },
  );
  for (const count of Object.values(counts)) expect(count).toBeGreaterThan(5);
});
