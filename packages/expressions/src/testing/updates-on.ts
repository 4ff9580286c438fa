import { type AttributeValue, canonicalNumber, type WireItem } from "@keywright/schema";
import fc from "fast-check";
import { LiteralNode } from "../node/leaf.ts";
import { PathNode } from "../node/path.ts";
import {
  AddNode,
  ArithmeticNode,
  DeleteNode,
  ListAppendNode,
  RemoveNode,
  SetNode,
  type TermNode,
  type UpdateAction,
} from "../node/update.ts";
import { orElse } from "./or-else.ts";
import { anyPath, compatible, pathsOf, placesOf } from "./places.ts";
import { storedSets, storedValues } from "./stored.ts";

// Sums of these are mostly within the digits of a stored number.
const amounts: fc.Arbitrary<LiteralNode> = fc
  .oneof(fc.constantFrom("0", "1", "-1", "1.5", "10", "1E0", "-0.25", "1E37"), fc.integer().map(String))
  .map((N) => LiteralNode({ N }));
const lists: fc.Arbitrary<LiteralNode> = fc.array(storedValues, { maxLength: 2 }).map((L) => LiteralNode({ L }));
const sets: fc.Arbitrary<LiteralNode> = fc.oneof(...storedSets).map((set) => LiteralNode(likeSet(set, membersOf(set))));
const values: fc.Arbitrary<LiteralNode> = storedValues.map(LiteralNode);
const sign = fc.constantFrom("+" as const, "-" as const);

/** Operands of one type: mostly attributes that have it. */
function termsOf(literals: fc.Arbitrary<LiteralNode>, known: readonly PathNode[]): fc.Arbitrary<TermNode> {
  const stored =
    known.length === 0
      ? literals
      : fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: anyPath });
  return fc.oneof(
    literals,
    stored,
    orElse(anyPath, known.length === 0 ? literals : fc.oneof(literals, fc.constantFrom(...known))),
  );
}

/** The actions in which a wrong idea of what stands at a path would show. */
function aimedAt(path: PathNode, value: AttributeValue, terms: Terms): readonly fc.Arbitrary<UpdateAction>[] {
  const child = (...steps: readonly (string | number)[]) => PathNode([...path.steps, ...steps]);
  if ("N" in value) {
    return [
      amounts.map((amount) => AddNode(path, amount)),
      fc.tuple(sign, terms.numbers).map(([operator, other]) => SetNode(path, ArithmeticNode(operator, path, other))),
    ];
  }
  if ("L" in value) {
    const places = fc.nat({ max: value.L.length + 1 });
    return [
      terms.lists.map((other) => SetNode(path, ListAppendNode(path, other))),
      terms.lists.map((other) => SetNode(path, ListAppendNode(other, path))),
      places.map((place) => RemoveNode(child(place))),
      fc.tuple(places, values).map(([place, element]) => SetNode(child(place), element)),
    ];
  }
  if ("M" in value) {
    const names = fc.constantFrom("x", "y", "constructor", "then", ...Object.keys(value.M));
    return [
      names.map((name) => RemoveNode(child(name))),
      fc.tuple(names, values).map(([name, entry]) => SetNode(child(name), entry)),
      fc.tuple(names, amounts).map(([name, amount]) => AddNode(child(name), amount)),
    ];
  }
  const members = membersOf(value);
  if (members.length === 0) return [];
  const some = fc.shuffledSubarray([...members], { minLength: 1 }).map((each) => LiteralNode(likeSet(value, each)));
  return [
    some.map((part) => DeleteNode(path, part)),
    some.map((part) => AddNode(path, part)),
    sets.map((other) => AddNode(path, other)),
    sets.map((other) => DeleteNode(path, other)),
  ];
}

function membersOf(value: AttributeValue): readonly (string | Uint8Array)[] {
  if ("SS" in value) return value.SS;
  if ("NS" in value) return value.NS;
  return "BS" in value ? value.BS : [];
}

function likeSet(set: AttributeValue, members: readonly (string | Uint8Array)[]): AttributeValue {
  if ("BS" in set) return { BS: members.filter((each) => typeof each !== "string") };
  const texts = members.filter((each) => typeof each === "string");
  // Spelled as the library spells them.
  return "NS" in set ? { NS: texts.map((each) => canonicalNumber(each) ?? each) } : { SS: texts };
}

interface Terms {
  readonly numbers: fc.Arbitrary<TermNode>;
  readonly lists: fc.Arbitrary<TermNode>;
}

/**
 * Updates that the service accepts as text, mostly ones that it can carry out on an item: each section, several actions in one
 * request, parts of maps and lists, other attributes of the item as values.
 */
export function updatesOn(item: WireItem): fc.Arbitrary<readonly UpdateAction[]> {
  const places = placesOf(item);
  const where = (type: "N" | "L") => places.filter(([, value]) => type in value).map(([path]) => path);
  const terms: Terms = { numbers: termsOf(amounts, where("N")), lists: termsOf(lists, where("L")) };
  const paths = pathsOf(places);
  const known = places.length === 0 ? values : fc.constantFrom(...places.map(([path]) => path));
  const aimed = places.flatMap(([path, value]) => {
    const actions = aimedAt(path, value, terms);
    return actions.length === 0 ? [] : [fc.oneof(...actions)];
  });
  const plain = fc.oneof(
    paths.map(RemoveNode),
    fc.tuple(paths, values).map(([path, value]) => SetNode(path, value)),
    fc.tuple(paths, known).map(([path, other]) => SetNode(path, other)),
    fc.tuple(paths, orElse(paths, fc.oneof(known, values))).map(([path, value]) => SetNode(path, value)),
    orElse(paths, values).map((value) => SetNode(value.path, value)),
    fc
      .tuple(paths, sign, terms.numbers, terms.numbers)
      .map(([path, operator, left, right]) => SetNode(path, ArithmeticNode(operator, left, right))),
    fc.tuple(paths, terms.lists, terms.lists).map(([path, left, right]) => SetNode(path, ListAppendNode(left, right))),
  );
  const wild = fc.oneof(
    fc.tuple(paths, fc.oneof(amounts, sets)).map(([path, value]) => AddNode(path, value)),
    fc.tuple(paths, sets).map(([path, value]) => DeleteNode(path, value)),
  );
  const action: fc.Arbitrary<UpdateAction> = fc.oneof(
    { weight: 10, arbitrary: aimed.length === 0 ? plain : fc.oneof(...aimed) },
    { weight: 6, arbitrary: plain },
    { weight: 1, arbitrary: wild },
  );
  return fc.array(action, { minLength: 1, maxLength: 5 }).map((all) => compatible(all, ({ path }) => path));
}
