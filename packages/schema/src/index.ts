// wire

// error
export type { Issue } from "./error/issue.ts";
export type { KeywrightErrorOptions } from "./error/keywright-error.ts";
export { KeywrightError } from "./error/keywright-error.ts";
export type { ModelProblem } from "./error/model-error.ts";
export { ModelError } from "./error/model-error.ts";
export type { Path } from "./error/path.ts";
export { formatPath } from "./error/path.ts";
export { ReadError } from "./error/read-error.ts";
export { ValidationError } from "./error/validation-error.ts";
// shape
export {
  childShape,
  elementShape,
  entryShape,
  memberShape,
  objectVariants,
  storedShape,
  variantShape,
} from "./shape/navigate.ts";
export type { DiscriminatedUnionSchema, ObjectSchema, RootSchema, SchemaLike } from "./shape/schema-like.ts";
export type {
  ArrayShape,
  CodecShape,
  DiscriminatedUnionShape,
  HelperName,
  LiteralValue,
  NumberShape,
  ObjectShape,
  RecordShape,
  SetShape,
  Shape,
  StringShape,
  TupleShape,
  UnionShape,
  WrapperShape,
} from "./shape/shape.ts";
export { storedTypes } from "./shape/stored-type.ts";
export type { AttributeValue, WireItem, WireType } from "./wire/attribute-value.ts";
export { wireType } from "./wire/attribute-value.ts";
export { canonicalNumber, numberProblem } from "./wire/number.ts";
export { itemSize, utf8Length, valueSize } from "./wire/size.ts";
