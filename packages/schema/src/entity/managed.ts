import { listNames } from "../error/did-you-mean.ts";
import { type TimestampFormat, timestampFormats, timestampShape, versionShape } from "../shape/managed.ts";
import type { Shape } from "../shape/shape.ts";
import { checkProperties, isRecord, type Problems } from "../table/problems.ts";
import type { TypeAttribute } from "./definition.ts";
import type { AttributeModel, EntityModel } from "./model.ts";
import { readUpgrade } from "./upgrade.ts";

/** The attributes that the library or the model writes, and not the program. */
export interface Managed {
  readonly attributes: readonly AttributeModel[];
  readonly version: EntityModel["version"];
  readonly timestamps: EntityModel["timestamps"];
  readonly typeAttributes: EntityModel["typeAttributes"];
  readonly upgrade: EntityModel["upgrade"];
  /** Their names in the table. */
  readonly names: readonly ManagedName[];
}

interface ManagedName {
  readonly name: string;
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

/** Reads `version`, `writeMark`, `timestamps`, `upgrade` and `typeAttribute`. Whether their names are free is judged elsewhere. */
export function readManaged(problems: Problems, definition: Readonly<Record<string, unknown>>): Managed {
  const { version, writeMark, timestamps, upgrade, typeAttribute } = definition;
  const isNothing =
    version === undefined &&
    writeMark === undefined &&
    timestamps === undefined &&
    upgrade === undefined &&
    typeAttribute === undefined;
  return isNothing ? nothing : readAll(problems, definition);
}

const nothing: Managed = {
  attributes: [],
  names: [],
  version: undefined,
  timestamps: undefined,
  upgrade: undefined,
  typeAttributes: Object.freeze([]),
};

function readAll(problems: Problems, definition: Readonly<Record<string, unknown>>): Managed {
  const attributes: AttributeModel[] = [];
  const names: ManagedName[] = [];
  const add = (name: string, path: string, managed: NonNullable<AttributeModel["managed"]>, shape: Shape): void => {
    const storedName = managed === "version" ? name : storedNameOf(definition.storedAs, name);
    attributes.push(
      Object.freeze({ name, storedName, shapes: Object.freeze([shape]), shape, optional: false, managed }),
    );
    const what = managed === "version" ? "the version" : `the timestamp ${managed}`;
    names.push({ name, storedName, path, what, visible: true });
  };

  const version = readName(problems, "version", definition.version, `version: "version"`);
  if (version !== undefined) add(version, "version", "version", versionShape());
  const mark = readName(problems, "writeMark", definition.writeMark, `writeMark: "${defaultMark}"`);
  if (definition.writeMark !== undefined && definition.version === undefined) {
    problems.add("writeMark", `only versioned entities have a write mark: write version: "version", or leave this out`);
  }
  if (version !== undefined) {
    const name = mark ?? defaultMark;
    names.push({ name, storedName: name, path: "writeMark", what: "the write mark", visible: false });
  }

  const timestamps: { createdAt?: string; updatedAt?: string } = {};
  if (isRecord(definition.timestamps)) {
    checkProperties(problems, "timestamps", definition.timestamps, ["createdAt", "updatedAt", "format"]);
    const format = readFormat(problems, definition.timestamps.format);
    for (const which of ["createdAt", "updatedAt"] as const) {
      const path = `timestamps.${which}`;
      const name = readName(problems, path, definition.timestamps[which], `${which}: "${which}"`);
      if (name === undefined) continue;
      timestamps[which] = name;
      add(name, path, which, timestampShape(format));
    }
  } else if (definition.timestamps !== undefined) {
    problems.add(
      "timestamps",
      `write timestamps: { createdAt: "createdAt", updatedAt: "updatedAt" }, or one of the two`,
    );
  }

  const upgrade = readUpgrade(problems, definition.upgrade);
  if (upgrade) {
    const what = "the number of upgrade steps";
    names.push({
      name: upgrade.attribute,
      storedName: upgrade.attribute,
      path: "upgrade.attribute",
      what,
      visible: false,
    });
  }

  const typeAttributes = readTypeAttributes(problems, definition.typeAttribute);
  for (const { name, value, path } of typeAttributes) {
    names.push({
      name,
      storedName: name,
      path: `${path}.name`,
      what: "the type attribute",
      visible: false,
      constant: value,
    });
  }
  return {
    attributes,
    names,
    version: version === undefined ? undefined : Object.freeze({ attribute: version, mark: mark ?? defaultMark }),
    timestamps: Object.keys(timestamps).length > 0 ? Object.freeze(timestamps) : undefined,
    upgrade,
    typeAttributes: Object.freeze(typeAttributes.map(({ name, value }) => Object.freeze({ name, value }))),
  };
}

function readName(problems: Problems, path: string, value: unknown, example: string): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === "string" && value !== "" && value !== "__proto__") return value;
  problems.add(path, `this names an attribute, such as ${example}`);
  return undefined;
}

/** The name in the table; what is wrong with it is reported where `storedAs` is read. */
function storedNameOf(storedAs: unknown, name: string): string {
  const stored = isRecord(storedAs) && Object.hasOwn(storedAs, name) ? storedAs[name] : undefined;
  return typeof stored === "string" && stored !== "" && stored !== "__proto__" ? stored : name;
}

function readFormat(problems: Problems, value: unknown): TimestampFormat {
  if (value === undefined) return "isoDateTime";
  if (isFormat(value)) return value;
  problems.add("timestamps.format", `the formats of timestamps are ${listNames(timestampFormats)}`);
  return "isoDateTime";
}

function isFormat(value: unknown): value is TimestampFormat {
  return typeof value === "string" && timestampFormats.includes(value);
}

function readTypeAttributes(problems: Problems, value: unknown): (TypeAttribute & { readonly path: string })[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) return readTypeAttribute(problems, value, "typeAttribute");
  return value.flatMap((one, i) => readTypeAttribute(problems, one, `typeAttribute[${i}]`));
}

function readTypeAttribute(
  problems: Problems,
  value: unknown,
  path: string,
): (TypeAttribute & { readonly path: string })[] {
  const example = `name: "_type", value: "Task"`;
  if (!isRecord(value)) {
    problems.add(path, `write typeAttribute: { ${example} }`);
    return [];
  }
  checkProperties(problems, path, value, ["name", "value"]);
  const name = readName(problems, `${path}.name`, value.name ?? "", `{ ${example} }`);
  const constant = value.value;
  if (typeof constant !== "string") {
    problems.add(`${path}.value`, `this is a constant string, as in { ${example} }`);
    return [];
  }
  return name === undefined ? [] : [{ name, value: constant, path }];
}
