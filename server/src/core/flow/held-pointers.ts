import { homeOf } from '../semantic/home.ts';
import type { PackageModel } from '../semantic/model.ts';
import { type GoType, surelyDiffer } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { graphsOf } from './graphs.ts';
import { methodsMade } from './made-types.ts';
import { unwrapped } from './nil-comparison.ts';
import { originsOf } from './origins.ts';

/** How many methods of interfaces a value is followed through. */
const MOST_METHODS = 2;

type PointerType = Extract<GoType, { kind: 'pointer' }>;

/** The type of the pointer that an expression gives, where its own type is an interface, too: `*os.File` of `r` in `var r io.Reader = f`. */
export function pointerHeldBy(pkg: PackageModel, expression: SyntaxNode): PointerType | undefined {
  return heldBy(pkg, unwrapped(expression), 0, MOST_METHODS);
}

/**
 * Whether a type has all methods that an interface lists, as far as the types of their parameters and results are known (spec,
 * "Implementing an interface").
 */
export function hasMethodsOf(pkg: PackageModel, type: GoType, wanted: GoType | undefined): boolean {
  // what a type parameter stands for is not known
  const underlying = wanted?.kind === 'parameter' ? undefined : pkg.underlying(wanted);
  const elements = underlying?.kind === 'interface' ? underlying.node?.namedChildren : undefined;
  const listed = elements?.filter(({ isExtra }) => !isExtra) ?? [];
  return (
    listed.length > 0 &&
    listed.every((element) => {
      const name = element.kind === 'method_elem' ? element.field('name')?.text : undefined;
      const [own, asked] = [type, wanted].map((each) => name && pkg.memberOf(each, name));
      if (!own || !asked || own.kind !== 'method' || asked.kind !== 'method') return false;
      const [has, needs] = [own.signature, asked.signature];
      return has !== undefined && needs !== undefined && mayBeAlike(has, needs);
    })
  );
}

type Types = readonly { readonly type: GoType | undefined }[];

function mayBeAlike(
  one: { readonly parameters: Types; readonly results: Types },
  other: { readonly parameters: Types; readonly results: Types },
): boolean {
  return (['parameters', 'results'] as const).every(
    (part) =>
      one[part].length === other[part].length &&
      one[part].every(({ type }, index) => !surelyDiffer(type, other[part][index]?.type)),
  );
}

function heldBy(
  pkg: PackageModel,
  expression: SyntaxNode,
  result: number,
  methods: number,
): PointerType | undefined {
  const origins = originsOf(pkg, expression, {
    fields: false,
    result,
    stops: (home, node) => pointerAt(home, node, 0) !== undefined,
  });
  return onlyOne(
    (origins?.all ?? []).map((each) => {
      // an interface without a value is of no type
      if (each.isZero) return undefined;
      const home = homeOf(pkg, each.node);
      return pointerAt(home, each.node, each.result) ?? givenByMethod(home, each.node, each.result, methods);
    }),
  );
}

/** The type of a result of a call, or of another expression, where that is a pointer. */
function pointerAt(pkg: PackageModel, node: SyntaxNode, result: number): PointerType | undefined {
  const callee = node.kind === 'call_expression' ? pkg.calleeOf(node) : undefined;
  const type = callee?.signature?.results[result]?.type ?? (result === 0 ? pkg.typeOf(node) : undefined);
  return type?.kind === 'pointer' ? type : undefined;
}

/** What the methods give that a call through an interface runs, apart from nil. */
function givenByMethod(
  pkg: PackageModel,
  call: SyntaxNode,
  result: number,
  methods: number,
): PointerType | undefined {
  const callee = call.kind === 'call_expression' ? pkg.calleeOf(call) : undefined;
  if (callee?.kind !== 'interface-method' || !callee.receiver || methods === 0) return undefined;
  const run = methodsMade(pkg, callee.receiver, callee.id.slice(callee.id.lastIndexOf('.') + 1));
  const given: (PointerType | undefined)[] = [];
  for (const method of run ?? []) {
    const home = homeOf(pkg, method);
    for (const { kind, node } of graphsOf(home).graphOf(method).exits) {
      if (kind === 'panic' || kind === 'no-return') continue;
      const values = node.kind === 'return_statement' ? node.firstNamedChild?.namedChildren : undefined;
      const isSpread = values?.length === 1 && method.results.length > 1;
      const value = values?.[isSpread ? 0 : result];
      if (value && unwrapped(value).kind === 'nil') continue;
      given.push(value && heldBy(home, unwrapped(value), isSpread ? result : 0, methods - 1));
    }
  }
  return onlyOne(given);
}

/** The type that all of some values have. */
function onlyOne(types: readonly (PointerType | undefined)[]): PointerType | undefined {
  const [first] = types;
  return first && types.every((type) => type && !differ(first, type)) ? first : undefined;
}

function differ(one: PointerType, other: PointerType): boolean {
  const [first, second] = [one.element, other.element];
  if (first?.kind !== 'named' || second?.kind !== 'named') return true;
  return first.packagePath !== second.packagePath || first.name !== second.name;
}
