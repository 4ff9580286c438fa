import { timestampShape, versionShape } from "../shape/managed.ts";
import type { Shape } from "../shape/shape.ts";
import { checkProperties, isRecord, type Problems } from "../table/problems.ts";
import type { AttributeModel, EntityModel } from "./model.ts";

/** The attributes that the library or the model writes, and not the program. */
export interface Managed {
  readonly attributes: readonly AttributeModel[];
  readonly version?: NonNullable<EntityModel["version"]>;
  readonly timestamps?: NonNullable<EntityModel["timestamps"]>;
  readonly typeAttribute?: NonNullable<EntityModel["typeAttribute"]>;
  /** Their names in the table. */
  readonly names: readonly ManagedName[];
}

interface ManagedName {
  readonly storedName: string;
  /** Where in the definition the name was given. */
  readonly path: string;
  /** What it is, for messages. */
  readonly what: string;
  /** The program sees it as an attribute of the item. */
  readonly visible: boolean;
  /** The value of the type attribute. */
  readonly constant?: string;
}

const defaultMark = "_mark";

/** Reads `version`, `writeMark`, `timestamps` and `typeAttribute`. Whether their names are free is judged elsewhere. */
export function readManaged(problems: Problems, definition: Readonly<Record<string, unknown>>): Managed {
  const attributes: AttributeModel[] = [];
  const names: ManagedName[] = [];
  const add = (name: string, path: string, managed: NonNullable<AttributeModel["managed"]>, shape: Shape): void => {
    attributes.push(
      Object.freeze({ name, storedName: name, shapes: Object.freeze([shape]), shape, optional: false, managed }),
    );
    const what = managed === "version" ? "the version" : `the timestamp ${managed}`;
    names.push({ storedName: name, path, what, visible: true });
  };

  const version = readName(problems, "version", definition.version, `version: "version"`);
  if (version !== undefined) add(version, "version", "version", versionShape());
  const mark = readName(problems, "writeMark", definition.writeMark, `writeMark: "${defaultMark}"`);
  if (definition.writeMark !== undefined && definition.version === undefined) {
    problems.add("writeMark", `only versioned entities have a write mark: write version: "version", or leave this out`);
  }
  if (version !== undefined) {
    names.push({ storedName: mark ?? defaultMark, path: "writeMark", what: "the write mark", visible: false });
  }

  const timestamps: { createdAt?: string; updatedAt?: string } = {};
  if (isRecord(definition.timestamps)) {
    checkProperties(problems, "timestamps", definition.timestamps, ["createdAt", "updatedAt"]);
    for (const which of ["createdAt", "updatedAt"] as const) {
      const path = `timestamps.${which}`;
      const name = readName(problems, path, definition.timestamps[which], `${which}: "${which}"`);
      if (name === undefined) continue;
      timestamps[which] = name;
      add(name, path, which, timestampShape());
    }
  } else if (definition.timestamps !== undefined) {
    problems.add(
      "timestamps",
      `write timestamps: { createdAt: "createdAt", updatedAt: "updatedAt" }, or one of the two`,
    );
  }

  const typeAttribute = readTypeAttribute(problems, definition.typeAttribute);
  if (typeAttribute) {
    const { name, value } = typeAttribute;
    names.push({
      storedName: name,
      path: "typeAttribute.name",
      what: "the type attribute",
      visible: false,
      constant: value,
    });
  }
  return {
    attributes,
    names,
    ...(version !== undefined && { version: Object.freeze({ attribute: version, mark: mark ?? defaultMark }) }),
    ...(Object.keys(timestamps).length > 0 && { timestamps: Object.freeze(timestamps) }),
    ...(typeAttribute && { typeAttribute }),
  };
}

function readName(problems: Problems, path: string, value: unknown, example: string): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === "string" && value !== "" && value !== "__proto__") return value;
  problems.add(path, `this names an attribute, such as ${example}`);
  return undefined;
}

function readTypeAttribute(problems: Problems, value: unknown): EntityModel["typeAttribute"] {
  if (value === undefined) return undefined;
  const example = `name: "_type", value: "Task"`;
  if (!isRecord(value)) {
    problems.add("typeAttribute", `write typeAttribute: { ${example} }`);
    return undefined;
  }
  checkProperties(problems, "typeAttribute", value, ["name", "value"]);
  const name = readName(problems, "typeAttribute.name", value.name ?? "", `{ ${example} }`);
  if (typeof value.value !== "string")
    problems.add("typeAttribute.value", `this is a constant string, as in { ${example} }`);
  return name !== undefined && typeof value.value === "string"
    ? Object.freeze({ name, value: value.value })
    : undefined;
}
