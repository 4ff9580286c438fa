import type { RuleGroup } from "../rule.ts";

export const definitions: RuleGroup = {
  title: "Entities",
  rules: [
    {
      rule: "An entity has a name, a table and a schema",
      right: [
        `defineEntity({ name: "User", table, schema: z.object({ id: z.string() }), key: { PK: "USER#{id}", SK: "USER" } })`,
      ],
      wrong: [
        {
          code: `defineEntity(«{ table, schema: z.object({ id: z.string() }), key: { PK: "USER#{id}", SK: "USER" } }»)`,
          says: "Property 'name' is missing",
        },
        {
          code: `defineEntity(«{ name: "User", schema: z.object({ id: z.string() }), key: { PK: "USER#{id}", SK: "USER" } }»)`,
          says: "Property 'table' is missing",
        },
        {
          code: `defineEntity(«{ name: "User", table, key: { PK: "USER#{id}", SK: "USER" } }»)`,
          says: "Property 'schema' is missing",
        },
        {
          code: `defineEntity({ name: "User", table, «schema»: z.string(), key: { PK: "USER#{id}", SK: "USER" } })`,
          says: "is not assignable to type 'RootSchema'",
        },
        {
          code: `defineEntity({ name: "User", «table»: "TaskApp", schema: z.object({ id: z.string() }), key: { PK: "USER#{id}", SK: "USER" } })`,
          says: "Type 'string' is not assignable to type 'Table<",
        },
      ],
    },
    {
      rule: "The properties of an entity are those that there are",
      right: [
        `defineEntity({ name: "User", table, schema: z.object({ id: z.string() }), key: { PK: "USER#{id}", SK: "USER" }, version: "version", writeMark: "mark", timestamps: { createdAt: "c", updatedAt: "u", format: "epochSeconds" }, storedAs: { id: "i" }, typeAttribute: { name: "type", value: "user" }, ttlFilter: false })`,
      ],
      wrong: [
        {
          code: `defineEntity({ name: "User", table, schema: z.object({ id: z.string() }), key: { PK: "USER#{id}", SK: "USER" }, «indices»: {} })`,
          says: "'indices' does not exist",
        },
        {
          code: `defineEntity({ name: "User", table, schema: z.object({ id: z.string() }), key: { PK: "USER#{id}", SK: "USER" }, «versoin»: "version" })`,
          says: "'versoin' does not exist",
        },
        {
          code: `defineEntity({ name: "User", table, schema: z.object({ id: z.string() }), key: { PK: "USER#{id}", SK: "USER" }, «version»: true })`,
          says: "Type 'boolean' is not assignable to type 'string'",
        },
        {
          code: `defineEntity({ name: "User", table, schema: z.object({ id: z.string() }), key: { PK: "USER#{id}", SK: "USER" }, timestamps: { «created»: "c" } })`,
          says: "'created' does not exist",
        },
        {
          code: `defineEntity({ name: "User", table, schema: z.object({ id: z.string() }), key: { PK: "USER#{id}", SK: "USER" }, timestamps: { «format»: "iso" } })`,
          says: `Type '"iso"' is not assignable to type`,
        },
        {
          code: `defineEntity({ name: "User", table, schema: z.object({ id: z.string() }), key: { PK: "USER#{id}", SK: "USER" }, typeAttribute: { «nam»: "type", value: "user" } })`,
          says: "'nam' does not exist",
        },
        {
          code: `defineEntity({ name: "User", table, schema: z.object({ id: z.string() }), key: { PK: "USER#{id}", SK: "USER" }, upgrade: { «stepps»: [] } })`,
          says: "'stepps' does not exist",
        },
        {
          code: `defineEntity({ name: "User", table, schema: z.object({ id: z.string() }), key: { PK: "USER#{id}", SK: "USER" }, «ttlFilter»: "no" })`,
          says: "Type 'string' is not assignable to type 'boolean'",
        },
        {
          code: `defineEntity({ name: "User", table, schema: z.object({ id: z.string() }), key: { PK: "USER#{id}", SK: "USER" }, storedAs: { «ID»: "i" } })`,
          says: "the schema has no attribute 'ID'",
        },
      ],
    },
    {
      rule: "Each key attribute of the table has a template, or is an attribute",
      right: [
        `const plain = defineTable({ name: "Plain", partitionKey: { id: "S" } }); defineEntity({ name: "User", table: plain, schema: z.object({ id: z.string() }) })`,
      ],
      wrong: [
        {
          code: `defineEntity(«{ name: "User", table, schema: z.object({ id: z.string() }) }»)`,
          says: "Property 'key' is missing",
        },
        {
          code: `defineEntity({ name: "User", table, schema: z.object({ id: z.string() }), «key»: { PK: "USER#{id}" } })`,
          says: "Property 'SK' is missing",
        },
        {
          code: `const plain = defineTable({ name: "Plain", partitionKey: { id: "S" } }); defineEntity(«{ name: "User", table: plain, schema: z.object({ mail: z.string() }) }»)`,
          says: "Property 'key' is missing",
        },
      ],
    },
    {
      rule: "A template is of a key attribute",
      right: [
        `defineEntity({ name: "User", table, schema: z.object({ id: z.string() }), key: { PK: "USER#{id}", SK: "USER" } })`,
      ],
      wrong: [
        {
          code: `defineEntity({ name: "User", table, schema: z.object({ id: z.string() }), key: { PK: "USER#{id}", SK: "USER", «SKK»: "x" } })`,
          says: "'SKK' is no key attribute here",
        },
        {
          code: `defineEntity({ name: "User", table, schema: z.object({ id: z.string() }), key: { PK: "USER#{id}", SK: "USER" }, indexes: { byOwner: { GSI2PK: "{id}", GSI2SK: "x", «GSI1PK»: "y" } } })`,
          says: "'GSI1PK' is no key attribute here",
        },
      ],
    },
    {
      rule: "A template names attributes of the schema",
      right: [
        `defineEntity({ name: "User", table, schema: z.object({ id: z.string(), n: z.int() }), key: { PK: "USER#{id:lower}", SK: "USER#{n:8}" } })`,
      ],
      wrong: [
        {
          code: `defineEntity({ name: "User", table, schema: z.object({ id: z.string() }), key: { «PK»: "USER#{ID}", SK: "USER" } })`,
          says: "the schema has no attribute 'ID'",
        },
        {
          code: `defineEntity({ name: "User", table, schema: z.object({ id: z.string() }), key: { PK: "USER#{id}", «SK»: "USER#{n:8}" } })`,
          says: "the schema has no attribute 'n'",
        },
        {
          code: `defineEntity({ name: "User", table, schema: z.object({ id: z.string() }), key: { PK: "USER#{id}", SK: "USER" }, indexes: { byOwner: { «GSI2PK»: "OWNER#{owner}", GSI2SK: "x" } } })`,
          says: "the schema has no attribute 'owner'",
        },
      ],
    },
    {
      rule: "An index of an entity is one of its table, with all its templates",
      right: [
        `defineEntity({ name: "User", table, schema: z.object({ id: z.string(), owner: z.string() }), key: { PK: "USER#{id}", SK: "USER" }, indexes: { byOwner: { GSI2PK: "OWNER#{owner}", GSI2SK: "x" } } })`,
      ],
      wrong: [
        {
          code: `defineEntity({ name: "User", table, schema: z.object({ id: z.string() }), key: { PK: "USER#{id}", SK: "USER" }, indexes: { «byOwners»: { GSI2PK: "{id}", GSI2SK: "x" } } })`,
          says: "'byOwners' does not exist in type",
        },
        {
          code: `defineEntity({ name: "User", table, schema: z.object({ id: z.string() }), key: { PK: "USER#{id}", SK: "USER" }, indexes: { «byOwner»: { GSI2PK: "{id}" } } })`,
          says: "Property 'GSI2SK' is missing",
        },
        {
          code: `defineEntity({ name: "User", table, schema: z.object({ id: z.string(), team: z.string() }), key: { PK: "USER#{id}", SK: "USER" }, indexes: { «byTeam»: {} } })`,
          says: "missing the following properties",
        },
      ],
    },
  ],
};
