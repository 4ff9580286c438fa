export { compileCodec } from "./codec/codec.ts";
export type { AttributeMask } from "./codec/masked.ts";
export { maskEntry, readsParts } from "./codec/masked.ts";
// describe
export type {
  AttributeDescription,
  EntityDescription,
  IndexDescription,
  ModelDescription,
  TemplateDescription,
} from "./describe/describe-model.ts";
export { describeModel } from "./describe/describe-model.ts";
export { defineModel } from "./entity/define-model.ts";
// entity
export type { EntityModel, UniqueConstraint } from "./entity/model.ts";
export type { StoredAttributes, UpgradeStep } from "./entity/upgrade.ts";
export { type StoredTransform, shapeNumber, transformItem, upgradeItem } from "./entity/upgrade-item.ts";
export { didYouMean } from "./error/did-you-mean.ts";
export type { Issue } from "./error/issue.ts";
export type { KeywrightErrorOptions } from "./error/keywright-error.ts";
export { KeywrightError } from "./error/keywright-error.ts";
export type { LimitName } from "./error/limit-error.ts";
export { LimitError } from "./error/limit-error.ts";
export type { ModelProblem } from "./error/model-error.ts";
export { ModelError } from "./error/model-error.ts";
export type { Path } from "./error/path.ts";
export { formatPath } from "./error/path.ts";
export { ReadError } from "./error/read-error.ts";
export { ValidationError } from "./error/validation-error.ts";
export { compareKeys } from "./key/compare.ts";
// key
export { coverConditions } from "./key/cover.ts";
export { dayFormat } from "./key/format.ts";
export type { KeyPlan } from "./key/plan.ts";
export { allKeys, changedKeys, primaryKey } from "./key/plan.ts";
export type { Range, SortCondition } from "./key/range.ts";
export { isKeyOf, readKey } from "./key/read.ts";
export { renderKey, renderShards } from "./key/render.ts";
export { resemblesKey } from "./key/resemble.ts";
export { sortConditions } from "./key/sort-conditions.ts";
export type { KeyTemplate } from "./key/template.ts";
export type { AnyName, Bare, BareName, NamesIn } from "./key/template-types.ts";
// preset
export { electrodb } from "./preset/electrodb.ts";
export type {
  ElectroDBAttribute,
  ElectroDBCasing,
  ElectroDBDefinition,
  ElectroDBIndex,
  ElectroDBKey,
  ElectroDBLiterals,
  ElectroDBParts,
} from "./preset/electrodb-types.ts";
export { onetable } from "./preset/onetable.ts";
export type {
  OneTableDefinition,
  OneTableField,
  OneTableIndex,
  OneTableLiterals,
  OneTableParams,
  OneTableParts,
} from "./preset/onetable-types.ts";
export type { ToolboxDefinition, ToolboxParts, ToolboxTimestamp } from "./preset/toolbox.ts";
export { toolbox } from "./preset/toolbox.ts";
export type { BytesSchema } from "./shape/helper/bytes.ts";
export { bytes } from "./shape/helper/bytes.ts";
export type { Chained, ChainMethods } from "./shape/helper/chain.ts";
export type { NumberDateSchema, StringDateSchema } from "./shape/helper/date.ts";
export { epochMilliseconds, epochSeconds, isoDateTime } from "./shape/helper/date.ts";
export type { Decimal, DecimalSchema } from "./shape/helper/decimal.ts";
export { decimal, toDecimal } from "./shape/helper/decimal.ts";
export { type LeaseSchema, type LeaseShape, type LeaseState, leaseState } from "./shape/helper/lease-state.ts";
export type { ValueSchema } from "./shape/helper/marker.ts";
export { type OnceSchema, type OnceShape, type OnceState, onceState } from "./shape/helper/once-state.ts";
export type { UrlSchema } from "./shape/helper/url.ts";
export { url } from "./shape/helper/url.ts";
export {
  childShape,
  elementShape,
  entryNames,
  entryShape,
  memberShape,
  objectVariants,
  storedShape,
  variantShape,
} from "./shape/navigate.ts";
export { defaultOf, isOptional } from "./shape/presence.ts";
export type { ShapeRules } from "./shape/rules.ts";
export { rulesOf } from "./shape/rules.ts";
export type { DiscriminatedUnionSchema, ObjectSchema, RootSchema, SchemaLike } from "./shape/schema-like.ts";
export type { Shape } from "./shape/shape.ts";
export { storedTypes } from "./shape/stored-type.ts";
export { shapeOf } from "./shape/walk.ts";
// table
export { defineTable } from "./table/define-table.ts";
export type {
  GlobalIndexDefinition,
  GlobalTable,
  IndexDefinition,
  IndexDefinitions,
  IndexKeyDefinition,
  KeyDefinition,
  KeyType,
  LocalIndexDefinition,
  Projection,
  StreamView,
} from "./table/definition.ts";
export type { IndexModel, KeyAttribute, TableModel } from "./table/model.ts";
export { keyAttributes } from "./table/model.ts";
export type { PolicyDocument, PolicyPrincipal, PolicyStatement } from "./table/policy-document.ts";
export type {
  AutoScaling,
  ContributorInsights,
  IndexSettings,
  KinesisDestination,
  OnDemandBilling,
  PointInTimeRecovery,
  ProvisionedBilling,
  ReplicaIndexSettings,
  ReplicaSettings,
  TableClass,
  TableSettings,
  Units,
  WarmThroughput,
} from "./table/settings.ts";
export type { TableSettingsDefinition } from "./table/settings-definition.ts";
export type { AnyTable, Table, TableIndex, TableIndexes, TypeProblem } from "./table/table.ts";
export type { AttributeValue, WireItem, WireType } from "./wire/attribute-value.ts";
export { wireType } from "./wire/attribute-value.ts";
export { readIsoDate } from "./wire/iso-date.ts";
export { canonicalNumber, numberProblem } from "./wire/number.ts";
export { itemSize, utf8Length, valueSize } from "./wire/size.ts";
export { boundOfValue, maxItemSize, oversizeOfItem, oversizeOfValue } from "./wire/size-limit.ts";
