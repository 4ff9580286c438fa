import { describe, expect, it } from "vitest";
import { ModelError } from "../error/model-error.ts";
import { electrodb } from "./electrodb.ts";
import { onetable } from "./onetable.ts";
import { toolbox } from "./toolbox.ts";

function problemsOf(action: () => unknown): readonly string[] {
  try {
    action();
  } catch (error) {
    if (ModelError.isInstance(error)) return error.problems.map(({ path, message }) => `${path}: ${message}`);
    throw error;
  }
  return [];
}

// What is expected is spelled by the types: a template that the type says and the program does not is a failure here.
describe("the parts that presets give", () => {
  it("are what their types say, of ElectroDB", () => {
    const parts = electrodb({
      model: { service: "TaskApp", entity: "Task", version: "1" },
      attributes: { points: { padding: { length: 5, char: "0" } }, dueDate: { label: "Due" }, note: { field: "n" } },
      identifiers: { version: "v" },
      indexes: {
        tasks: {
          collection: ["Work", "Open"],
          pk: { field: "pk", composite: ["userId"] },
          sk: { field: "sk", composite: ["taskId", "dueDate"] },
        },
        byPoints: {
          index: "gsi1",
          type: "clustered",
          scope: "Beta",
          pk: { field: "gsi1pk", composite: [], casing: "upper" },
          sk: { field: "gsi1sk", composite: ["points", "note"], casing: "none" },
        },
        byMail: { index: "gsi2", pk: { field: "gsi2pk", template: "MAIL#${mail}#X", composite: ["mail"] } },
        byUser: {
          index: "lsi1",
          pk: { field: "pk", composite: ["userId"] },
          sk: { field: "age", composite: ["age"], cast: "number" },
        },
        byNote: {
          index: "gsi3",
          pk: { field: "n", template: "${note}", composite: ["note"] },
          sk: { field: "day", composite: ["day"] },
        },
        byEmpty: {
          index: "gsi4",
          collection: "All",
          type: "clustered",
          pk: { field: "gsi4pk", composite: ["a"] },
          sk: { field: "gsi4sk", composite: [], template: "" },
        },
        several: { index: "gsi5", type: "composite", pk: { composite: ["a", "b"] } },
        alone: { index: "gsi6", scope: "S", pk: { field: "gsi6pk", composite: ["a"], casing: "default" } },
      },
    });
    const key: typeof parts.key = {
      pk: "$taskapp#userid_{userId:lower}",
      sk: "$work#open#task_1#taskid_{taskId:lower}#due_{dueDate:lower}",
    };
    const indexes: typeof parts.indexes = {
      gsi1: { gsi1pk: "$TASKAPP_BETA", gsi1sk: "#points_{points:5}#note_{note:text}$Task_1" },
      gsi2: { gsi2pk: "mail#{mail:lower}#x" },
      lsi1: { age: "{age}" },
      gsi3: { n: "{note}", day: "{day}" },
      gsi4: { gsi4pk: "$taskapp#a_{a:lower}", gsi4sk: "$all#task_1" },
      gsi5: {},
      gsi6: { gsi6pk: "$taskapp$task_1_s#a_{a:lower}" },
    };
    const storedAs: typeof parts.storedAs = { note: "n" };
    expect(parts).toEqual({
      key,
      indexes,
      storedAs,
      typeAttribute: [
        { name: "__edb_e__", value: "Task" },
        { name: "v", value: "1" },
      ],
    });
  });

  it("are what their types say, of OneTable", () => {
    const parts = onetable({
      model: "User",
      indexes: {
        primary: { hash: "pk", sort: "sk" },
        gs1: { hash: "gs1pk", sort: "gs1sk" },
        gs2: { hash: "gs2pk", sort: "gs2sk" },
        ls1: { hash: "pk", sort: "age", type: "local" },
      },
      fields: {
        pk: { value: "account#${accountId}" },
        sk: { value: "${_type}#${id}#" },
        gs1pk: { value: "all" },
        gs1sk: { value: "n#${n:8}#${m:4:0}" },
        age: { type: Number },
        mail: { map: "m" },
      },
      params: { timestamps: "update", updatedField: "changed" },
    });
    const key: typeof parts.key = { pk: "account#{accountId:text}", sk: "User#{id:text}#" };
    const indexes: typeof parts.indexes = { gs1: { gs1pk: "all", gs1sk: "n#{n:8}#{m:4}" }, ls1: {} };
    const timestamps: typeof parts.timestamps = { updatedAt: "changed", format: "epochMilliseconds" };
    expect(parts).toEqual({
      key,
      indexes,
      storedAs: { mail: "m" },
      typeAttribute: { name: "_type", value: "User" },
      timestamps,
    });
  });

  it("are what their types say, of DynamoDB-Toolbox", () => {
    const parts = toolbox({ entity: "Task", timestamps: { created: { savedAs: "c" } } });
    const timestamps: typeof parts.timestamps = { createdAt: "created", updatedAt: "modified" };
    const storedAs: typeof parts.storedAs = { created: "c", modified: "_md" };
    expect(parts).toEqual({ typeAttribute: [{ name: "_et", value: "Task" }], timestamps, storedAs });
    expect(toolbox({ entity: "Task", entityAttribute: false, timestamps: false })).toEqual({
      typeAttribute: [],
      timestamps: {},
      storedAs: {},
    });
    expect(toolbox({ entity: "Task", timestamps: { created: true, modified: false } })).toMatchObject({
      timestamps: { createdAt: "created" },
      storedAs: { created: "_ct" },
    });
  });
});

describe("what presets cannot keep up", () => {
  it("is refused, of ElectroDB", () => {
    const index = {
      index: "gsi1",
      pk: { field: "a", composite: ["a"] },
      condition: () => true,
      projections: "all",
    } as const;
    const attributes = { n: { padding: { length: 4, char: " " }, lable: "x" } };
    expect(
      problemsOf(() =>
        electrodb({ model: { service: "s", entity: "e", version: "1" }, indexes: { index }, attributes }),
      ),
    ).toEqual([
      expect.stringContaining(
        "indexes.index.projections: there is no property 'projections' here; did you mean 'projection'?",
      ),
      expect.stringContaining("indexes.index.condition: ElectroDB leaves items out"),
      expect.stringContaining("attributes.n.lable: there is no property 'lable' here; did you mean 'label'?"),
      expect.stringContaining("attributes.n.padding.char: numbers are padded with '0' only"),
    ]);
  });

  it("is refused, of OneTable", () => {
    const fields = {
      pk: { value: "a#${n:8: }" },
      full: { value: "${first} ${last}" },
      mail: { map: "data.mail" },
    } as const;
    expect(problemsOf(() => onetable({ model: "User", indexes: { primary: { hash: "pk" } }, fields }))).toEqual([
      expect.stringContaining("fields.full.value: OneTable computes this attribute"),
      expect.stringContaining("fields.mail.map: OneTable packs the field into the attribute 'data'"),
      expect.stringContaining("fields.pk.value: 'n' is padded with ' '"),
    ]);
  });
});
