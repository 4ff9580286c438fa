import { describe, expectTypeOf, it } from "vitest";
import { electrodb } from "./electrodb.ts";
import { onetable } from "./onetable.ts";
import { toolbox } from "./toolbox.ts";

describe("the parts that presets give", () => {
  it("are templates as literals, as ElectroDB makes keys", () => {
    const parts = electrodb({
      model: { service: "TaskApp", entity: "Task", version: "1" },
      attributes: { points: { padding: { length: 5, char: "0" } }, dueDate: { label: "Due" }, note: { field: "n" } },
      indexes: {
        tasks: {
          collection: ["Work", "Open"],
          pk: { field: "pk", composite: ["userId"] },
          sk: { field: "sk", composite: ["taskId", "dueDate"] },
        },
        byPoints: {
          index: "gsi1",
          type: "clustered",
          pk: { field: "gsi1pk", composite: [], casing: "upper" },
          sk: { field: "gsi1sk", composite: ["points"], casing: "none" },
        },
        byMail: { index: "gsi2", pk: { field: "gsi2pk", template: "MAIL#${mail}#x", composite: ["mail"] } },
      },
    });
    expectTypeOf(parts.key).toMatchObjectType<{
      readonly pk: "$taskapp#userid_{userId:lower}";
      readonly sk: "$work#open#task_1#taskid_{taskId:lower}#due_{dueDate:lower}";
    }>();
    expectTypeOf(parts.indexes.gsi1).toMatchObjectType<{
      readonly gsi1pk: "$TASKAPP";
      readonly gsi1sk: "#points_{points:5}$Task_1";
    }>();
    expectTypeOf(parts.indexes.gsi2.gsi2pk).toEqualTypeOf<"mail#{mail:lower}#x">();
    expectTypeOf(parts.storedAs).toEqualTypeOf<{ readonly note: "n" }>();
    expectTypeOf<keyof typeof parts.indexes>().toEqualTypeOf<"gsi1" | "gsi2">();
  });

  it("are templates as literals, as OneTable makes keys", () => {
    const parts = onetable({
      model: "User",
      indexes: {
        primary: { hash: "pk", sort: "sk" },
        gs1: { hash: "gs1pk", sort: "gs1sk", project: "all" },
        gs2: { hash: "gs2pk", sort: "gs2sk" },
        ls1: { sort: "age", type: "local" },
      },
      fields: {
        pk: { type: String, value: "account#${accountId}" },
        sk: { type: String, value: "${_type}#${id}" },
        gs1pk: { type: String, value: "all" },
        gs1sk: { type: String, value: "n#${n:8}#${m:4:0}" },
        age: { type: Number },
        mail: { type: String, map: "m" },
      },
      params: { timestamps: true, isoDates: true, updatedField: "changed" },
    });
    expectTypeOf(parts.key).toEqualTypeOf<{
      readonly pk: "account#{accountId:text}";
      readonly sk: "User#{id:text}";
    }>();
    expectTypeOf(parts.indexes.gs1.gs1sk).toEqualTypeOf<"n#{n:8}#{m:4}">();
    expectTypeOf<keyof typeof parts.indexes>().toEqualTypeOf<"gs1" | "ls1">();
    expectTypeOf(parts.storedAs).toEqualTypeOf<{ readonly mail: "m" }>();
    expectTypeOf(parts.timestamps.createdAt).toEqualTypeOf<"created">();
    expectTypeOf(parts.timestamps.updatedAt).toEqualTypeOf<"changed">();
  });

  it("are the names of DynamoDB-Toolbox", () => {
    const plain = toolbox({ entity: "Task" });
    expectTypeOf(plain.timestamps).toMatchObjectType<{
      readonly createdAt: "created";
      readonly updatedAt: "modified";
    }>();
    expectTypeOf(plain.storedAs).toMatchObjectType<{ readonly created: "_ct"; readonly modified: "_md" }>();
    const named = toolbox({
      entity: "Task",
      timestamps: { created: { name: "createdAt", savedAs: "c" }, modified: false },
    });
    expectTypeOf(named.timestamps).toMatchObjectType<{ readonly createdAt: "createdAt" }>();
    expectTypeOf(named.storedAs).toMatchObjectType<{ readonly createdAt: "c" }>();
    expectTypeOf(named.timestamps).not.toHaveProperty("updatedAt");
    const none = toolbox({ entity: "Task", timestamps: false });
    expectTypeOf(none.timestamps).not.toHaveProperty("createdAt");
  });

  it("cannot be told of names that are not literals", () => {
    const composite: string[] = ["userId"];
    const service: string = "app";
    const template: string = "USER#${userId}";
    const plain = { service: "app", entity: "task", version: "1" } as const;
    // @ts-expect-error the attributes are not known
    electrodb({ model: plain, indexes: { tasks: { pk: { field: "pk", composite } } } });
    // @ts-expect-error the name of the service is not known
    electrodb({ model: { ...plain, service }, indexes: { tasks: { pk: { field: "pk", composite: ["userId"] } } } });
    // @ts-expect-error the template is not known
    electrodb({
      model: plain,
      indexes: { tasks: { pk: { field: "pk", composite: ["userId"] }, sk: { field: "sk", template } } },
    });
    // @ts-expect-error the template is not known
    onetable({ model: "User", indexes: { primary: { hash: "pk" } }, fields: { pk: { value: template } } });
    const indexes = { tasks: { pk: { field: "pk", composite: ["userId"] } } };
    // @ts-expect-error `as const` is missing
    electrodb({ model: plain, indexes });
    electrodb({ model: plain, indexes: indexes as { tasks: { pk: { field: "pk"; composite: ["userId"] } } } });
  });
});
