import { type AnyTable, itemSize, type WireItem } from "keywright";

/**
 * What a stream says of an item that expired, as a Lambda function gets it, but for binary, which is bytes here and base64
 * there.
 */
export interface ExpiryRecord {
  /** Who deleted the item and made this record: the kit, or the engine, whose stream has a record of its own then. */
  readonly madeBy: "kit" | "engine";
  /** The name of the table in the model. */
  readonly table: string;
  /** The name of the entity that the item is of, where entities were given; absent of claims of unique attributes. */
  readonly entity?: string;
  readonly eventID: string;
  readonly eventName: "REMOVE";
  readonly eventVersion: "1.1";
  readonly eventSource: "aws:dynamodb";
  readonly awsRegion: string;
  /** By this, deletions by time to live are told from others. */
  readonly userIdentity: { readonly type: "Service"; readonly principalId: "dynamodb.amazonaws.com" };
  readonly dynamodb: {
    /** Seconds since 1970, as the clock of the test has it. */
    readonly ApproximateCreationDateTime: number;
    readonly Keys: WireItem;
    /** Absent where the stream of the table does not carry old images. */
    readonly OldImage?: WireItem;
    readonly SequenceNumber: string;
    readonly SizeBytes: number;
    readonly StreamViewType: "NEW_AND_OLD_IMAGES" | "OLD_IMAGE" | "NEW_IMAGE" | "KEYS_ONLY";
  };
}

interface Expiry {
  readonly table: AnyTable["model"];
  readonly entity: string | undefined;
  readonly key: WireItem;
  readonly image: WireItem;
  readonly now: Date;
  readonly region: string;
  readonly madeBy: ExpiryRecord["madeBy"];
}

let records = 0;

/** The record of a deletion. A table without a stream gets what one with both images would have. */
export function expiryRecord({ table, entity, key, image, now, region, madeBy }: Expiry): ExpiryRecord {
  records += 1;
  const view = table.stream ?? "NEW_AND_OLD_IMAGES";
  const old = view === "NEW_AND_OLD_IMAGES" || view === "OLD_IMAGE";
  return {
    madeBy,
    table: table.name,
    ...(entity !== undefined && { entity }),
    eventID: `${madeBy}-${String(records).padStart(12, "0")}`,
    eventName: "REMOVE",
    eventVersion: "1.1",
    eventSource: "aws:dynamodb",
    awsRegion: region,
    userIdentity: { type: "Service", principalId: "dynamodb.amazonaws.com" },
    dynamodb: {
      ApproximateCreationDateTime: Math.floor(now.getTime() / 1000),
      Keys: key,
      ...(old && { OldImage: image }),
      SequenceNumber: String(records).padStart(21, "0"),
      SizeBytes: itemSize(key) + (old ? itemSize(image) : 0),
      StreamViewType: view,
    },
  };
}
