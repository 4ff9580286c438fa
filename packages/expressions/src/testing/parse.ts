import type { AttributeValue, WireType } from "@keywright/schema";
import { BetweenNode, type Comparator, ComparisonNode, InNode } from "../node/comparison.ts";
import { type ConditionNode, LogicalNode, NotNode } from "../node/condition.ts";
import { BeginsWithNode, ContainsNode, ExistsNode, TypeNode } from "../node/function.ts";
import { LiteralNode } from "../node/leaf.ts";
import { type OperandNode, SizeNode } from "../node/operand.ts";
import { PathNode } from "../node/path.ts";
import {
  AddNode,
  ArithmeticNode,
  DeleteNode,
  IfNotExistsNode,
  ListAppendNode,
  RemoveNode,
  SetNode,
  type SetValueNode,
  type TermNode,
  type UpdateAction,
} from "../node/update.ts";
import type { PlaceholderMaps } from "../print/placeholders.ts";

/** The grammar of the service, as far as it is documented, by recursive descent: a second opinion on what is printed. */
interface Parser {
  /** The placeholders that were met. */
  readonly used: ReadonlySet<string>;
  condition(): ConditionNode;
  update(): UpdateAction[];
  projection(): PathNode[];
}

const tokenPattern = /\s*([#:][a-zA-Z0-9_]+|[a-zA-Z_]+|\d+|<>|<=|>=|[=<>()[\],.+-])/y;
const comparators: ReadonlySet<string> = new Set<Comparator>(["=", "<>", "<", "<=", ">", ">="]);

export function parser(text: string, maps: PlaceholderMaps): Parser {
  const { ExpressionAttributeNames: names = {}, ExpressionAttributeValues: values = {} } = maps;
  const tokens = tokenize(text);
  const used = new Set<string>();
  let position = 0;

  const peek = (): string | undefined => tokens[position];
  const next = (): string => {
    const token = tokens[position++];
    if (token === undefined) throw new Error(`unexpected end of: ${text}`);
    return token;
  };
  const accept = (token: string): boolean => {
    if (peek() !== token) return false;
    position += 1;
    return true;
  };
  const expect = (token: string): void => {
    const found = next();
    if (found !== token) throw new Error(`expected ${token}, found ${found} in: ${text}`);
  };
  const list = <T>(item: () => T): T[] => {
    const items = [item()];
    while (accept(",")) items.push(item());
    return items;
  };
  const end = <T>(result: T): T => {
    if (peek() !== undefined) throw new Error(`unexpected ${peek()} in: ${text}`);
    return result;
  };
  const call = <T>(args: () => T): T => {
    expect("(");
    const result = args();
    expect(")");
    return result;
  };

  function lookUp<T>(map: { readonly [placeholder: string]: T }): T {
    const placeholder = next();
    used.add(placeholder);
    const found = Object.hasOwn(map, placeholder) ? map[placeholder] : undefined;
    if (found === undefined) throw new Error(`${placeholder} is not defined in: ${text}`);
    return found;
  }

  function path(): PathNode {
    const steps: (string | number)[] = [lookUp(names)];
    for (;;) {
      if (accept(".")) steps.push(lookUp(names));
      else if (accept("[")) {
        steps.push(Number(next()));
        expect("]");
      } else return PathNode(steps);
    }
  }

  const literal = (): LiteralNode => LiteralNode(lookUp<AttributeValue>(values));

  function operand(): OperandNode<LiteralNode> {
    if (peek()?.startsWith(":")) return literal();
    if (accept("size")) return call(() => SizeNode(path()));
    return path();
  }

  function pair<A, B, R>(first: () => A, second: () => B, make: (a: A, b: B) => R): R {
    return call(() => {
      const a = first();
      expect(",");
      return make(a, second());
    });
  }

  function or(): ConditionNode {
    const parts = [and()];
    while (accept("OR")) parts.push(and());
    return only(parts) ?? LogicalNode("OR", parts);
  }

  function and(): ConditionNode {
    const parts = [negation()];
    while (accept("AND")) parts.push(negation());
    return only(parts) ?? LogicalNode("AND", parts);
  }

  function negation(): ConditionNode {
    return accept("NOT") ? NotNode(negation()) : test();
  }

  function test(): ConditionNode {
    if (accept("(")) {
      const inner = or();
      expect(")");
      if (inner.kind !== "logical") throw new Error(`redundant parentheses in: ${text}`);
      return inner;
    }
    if (accept("attribute_exists")) return call(() => ExistsNode(path()));
    if (accept("attribute_not_exists")) return call(() => ExistsNode(path(), true));
    if (accept("begins_with")) return pair(path, operand, BeginsWithNode);
    if (accept("contains")) return pair(path, operand, ContainsNode);
    if (accept("attribute_type")) {
      return pair(path, literal, (of, type) => {
        if (!("S" in type.value)) throw new Error("attribute_type takes a string");
        return TypeNode(of, type.value.S as WireType);
      });
    }
    const left = operand();
    if (accept("BETWEEN")) {
      const low = operand();
      expect("AND");
      return BetweenNode(left, low, operand());
    }
    if (accept("IN")) return call(() => InNode(left, list(operand)));
    const operator = next();
    if (!comparators.has(operator)) throw new Error(`${operator} is no comparator in: ${text}`);
    return ComparisonNode(operator as Comparator, left, operand());
  }

  function term(): TermNode {
    if (accept("if_not_exists"))
      return pair(path, () => (peek()?.startsWith(":") ? literal() : path()), IfNotExistsNode);
    return peek()?.startsWith(":") ? literal() : path();
  }

  function setValue(): SetValueNode {
    if (accept("list_append")) return pair(term, term, ListAppendNode);
    const left = term();
    if (accept("+")) return ArithmeticNode("+", left, term());
    if (accept("-")) return ArithmeticNode("-", left, term());
    return left;
  }

  const sections: { readonly [name: string]: () => UpdateAction } = {
    SET: () => {
      const target = path();
      expect("=");
      return SetNode(target, setValue());
    },
    REMOVE: () => RemoveNode(path()),
    ADD: () => AddNode(path(), literal()),
    DELETE: () => DeleteNode(path(), literal()),
  };

  return {
    used,
    condition: () => end(or()),
    projection: () => end(list(path)),
    update() {
      const seen = new Set<string>();
      const actions: UpdateAction[] = [];
      while (peek() !== undefined) {
        const name = next();
        const section = sections[name];
        if (!section || seen.has(name)) throw new Error(`${name} is no section, or stands twice, in: ${text}`);
        seen.add(name);
        actions.push(...list(section));
      }
      return actions;
    },
  };
}

function tokenize(text: string): string[] {
  const tokens: string[] = [];
  tokenPattern.lastIndex = 0;
  while (tokenPattern.lastIndex < text.length) {
    const at = tokenPattern.lastIndex;
    const token = tokenPattern.exec(text)?.[1];
    if (token === undefined) throw new Error(`cannot read ${JSON.stringify(text.slice(at, at + 20))}`);
    tokens.push(token);
  }
  return tokens;
}

function only<T>(parts: readonly T[]): T | undefined {
  return parts.length === 1 ? parts[0] : undefined;
}
