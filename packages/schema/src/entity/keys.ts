import type { KeyTemplate } from "../key/template.ts";
import type { KeyAttribute, TableModel } from "../table/model.ts";
import type { Problems } from "../table/problems.ts";
import type { AttributeModel, EntityIndex } from "./model.ts";
import { readTexts } from "./texts.ts";

export interface Keys {
  readonly key: readonly KeyTemplate[];
  readonly indexes: ReadonlyMap<string, EntityIndex>;
}

