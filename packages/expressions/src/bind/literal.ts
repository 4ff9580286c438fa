import { compileCodec } from "@keywright/schema";
import { LiteralNode, type UnboundLeaf } from "../node/leaf.ts";

/** Encodes a value by its shape. */
export function bindLeaf(leaf: UnboundLeaf, entity: string): LiteralNode {
  return leaf.kind === "literal" ? leaf : LiteralNode(compileCodec(leaf.shape).encode(leaf.value, entity, leaf.path));
}
