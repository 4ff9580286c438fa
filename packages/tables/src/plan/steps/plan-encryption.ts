import { isAsExpected } from "../facets.ts";
import { type Planning, updateTable, without } from "../planning.ts";
import { ANY } from "../state.ts";

/** The key that encrypts the table. DescribeTable tells a key by its ARN, the one that AWS manages like those of a customer. */
export function planEncryption(p: Planning): void {
  const { encryption: wanted } = p.settings;
  // A new table is made with its key.
  if (wanted === undefined || p.isNew) return;
  const waits = "the table is ACTIVE, and encrypted by the new key (DynamoDB takes four changes in 24 hours)";
  const danger = {
    kind: "change-encryption",
    why: "the table and its backups from before need the old key as long as they are used",
  } as const;
  if (wanted === "owned") {
    if (p.now.encryption === "owned") return;
    p.move({
      sign: "~",
      what: "Encrypt by a key that DynamoDB owns.",
      why: "it is encrypted by a KMS key, and by one that DynamoDB owns in the model",
      request: updateTable(p, { SSESpecification: { Enabled: false } }),
      waits,
      danger,
      after: { ...without(p.now, "encryptionKey"), encryption: "owned" },
    });
    return;
  }
  const key = wanted === "managed" ? undefined : wanted.key;
  const comparable = key !== undefined && !/(^|:)alias\//.test(key);
  if (p.now.encryption === "kms") {
    if (!comparable) {
      p.isUnknown(
        `encryption: the table names its key by ARN, ${key === undefined ? "also the one that AWS manages" : "and the model by an alias"}, so that the two are not compared`,
      );
      return;
    }
    if (isAsExpected("encryptionKey", JSON.stringify(p.now.encryptionKey), JSON.stringify(key))) return;
  }
  p.move({
    sign: "~",
    what: `Encrypt by ${key === undefined ? "the KMS key that AWS manages in your account" : `the KMS key ${key}`}.`,
    why: `it is encrypted by ${p.now.encryption === "owned" ? "a key that DynamoDB owns" : p.now.encryptionKey}, and by ${key ?? "the one that AWS manages"} in the model`,
    request: updateTable(p, {
      SSESpecification: { Enabled: true, SSEType: "KMS", ...(key !== undefined && { KMSMasterKeyId: key }) },
    }),
    waits,
    ...(p.now.encryption === "kms" && { danger }),
    after: { ...p.now, encryption: "kms", encryptionKey: comparable ? key : ANY },
  });
}
