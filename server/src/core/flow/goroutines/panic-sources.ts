import { DECODED_MAP, DECODES, SPLITS } from '../../knowledge/outside-input.ts';
import { outermost } from '../../semantic/declarations.ts';
import type { GoFunction, PackageModel, VarObject } from '../../semantic/model.ts';
import { namedId, pointed } from '../../semantic/types.ts';
import type { NodeKind } from '../../syntax/kinds.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { unwrapped, variable } from '../nil-comparison.ts';
import { originsOf } from '../origins.ts';
import { runsOutsideCode } from './outside-functions.ts';

/** An expression that panics for some input, or runs code that the module does not know. */
export interface PanicSource {
  /** `call`: code from outside. `assertion`: without ok. `index`: the length depends on the input. `nil`: the input may leave it out. */
  readonly kind: 'call' | 'assertion' | 'index' | 'nil';
  readonly node: SyntaxNode;
  /** What it calls, asserts, indexes or goes through. */
  readonly subject: SyntaxNode;
}

const KINDS: readonly NodeKind[] = [
  'call_expression',
  'type_assertion_expression',
  'index_expression',
  'selector_expression',
];

/** What may panic in a function itself, apart from literals in it, in source order. */
export function* panicSourcesIn(pkg: PackageModel, fn: GoFunction): Generator<PanicSource> {
  const body = outermost(fn)?.body;
  if (!fn.body || !body) return;
  const asked = { pkg, body, decoded: decodedIn(pkg, body) };
  for (const node of fn.body.descendants(...KINDS)) {
    if (pkg.functionOf(node) !== fn) continue;
    const source = sourceAt(asked, node);
    if (source) yield source;
  }
}

interface Asked {
  readonly pkg: PackageModel;
  /** Of the outermost function: what stands there may check what a literal uses. */
  readonly body: SyntaxNode;
  /** Variables that decoders fill, with the calls. */
  readonly decoded: ReadonlyMap<VarObject, SyntaxNode>;
}

function sourceAt(asked: Asked, node: SyntaxNode): PanicSource | undefined {
  switch (node.kind) {
    case 'call_expression': {
      const callee = asked.pkg.calleeOf(node);
      const subject = node.field('function');
      return callee && subject && runsOutsideCode(asked.pkg, node, callee)
        ? { kind: 'call', node, subject }
        : undefined;
    }
    case 'type_assertion_expression':
      return assertionAt(asked, node);
    case 'index_expression':
      return indexAt(asked, node);
    default:
      return nilAt(asked, node);
  }
}

/** `m[k].(T)` of a decoded map: a missing key gives nil, which has no type (Go spec, Type assertions). */
function assertionAt(asked: Asked, node: SyntaxNode): PanicSource | undefined {
  const operand = node.field('operand');
  const subject = operand && unwrapped(operand);
  if (subject?.kind !== 'index_expression' || hasOk(node)) return undefined;
  const map = subject.field('operand');
  if (!map || !isDecodedMap(asked, map) || isAsked(asked, subject, subject.text)) return undefined;
  return { kind: 'assertion', node, subject };
}

function isDecodedMap(asked: Asked, expression: SyntaxNode): boolean {
  const { pkg, decoded } = asked;
  const map = unwrapped(expression);
  const type = pkg.typeOf(map);
  const bare = pkg.underlying(type);
  if (bare?.kind !== 'map') return false;
  if (DECODED_MAP.test(namedId(type) ?? '')) return true;
  if (pkg.underlying(bare.element)?.kind !== 'interface') return false;
  // a map in a decoded map
  if (map.kind === 'type_assertion_expression') {
    const inner = map.field('operand');
    const outer = inner?.kind === 'index_expression' ? inner.field('operand') : undefined;
    return outer !== undefined && isDecodedMap(asked, outer);
  }
  const object = variable(pkg, map);
  if (object && decoded.has(object)) return !mayBeChecked(asked, object, map);
  const root = rootOf(pkg, map);
  if (root && root !== object && decoded.has(root)) return !mayBeChecked(asked, root, map);
  const [origin, ...others] = object ? (originsOf(pkg, map, { fields: false })?.all ?? []) : [];
  return (
    origin?.node.kind === 'type_assertion_expression' &&
    others.length === 0 &&
    origin.node !== map &&
    isDecodedMap(asked, origin.node)
  );
}

/** Whether both results of an assertion are taken. */
function hasOk(assertion: SyntaxNode): boolean {
  const list = assertion.parent;
  if (list?.kind !== 'expression_list' || list.namedChildren.length !== 1) return false;
  const statement = list.parent;
  const targets =
    statement?.kind === 'var_spec' ? statement.fieldAll('name') : statement?.field('left')?.namedChildren;
  return (targets?.length ?? 0) > 1;
}

/** A constant index into the parts of a text, or into a decoded list, whose length nobody asks for. */
function indexAt(asked: Asked, node: SyntaxNode): PanicSource | undefined {
  const { pkg, decoded } = asked;
  const operand = node.field('operand');
  const subject = operand && unwrapped(operand);
  const written = node.field('index');
  const index = written && pkg.constantOf(written);
  if (!subject || index?.kind !== 'int' || isWritten(node)) return undefined;
  if (subject.kind === 'selector_expression') {
    const root = rootOf(pkg, subject);
    const isList = pkg.underlying(pkg.typeOf(subject))?.kind === 'slice';
    if (!isList || !root || !decoded.has(root) || mayBeChecked(asked, root, subject)) return undefined;
    return isMeasured(asked, subject) ? undefined : { kind: 'index', node, subject };
  }
  const split = splitOf(pkg, subject);
  if (!split || index.value < split.least || isMeasured(asked, subject)) return undefined;
  const [text] = split.call.field('arguments')?.namedChildren ?? [];
  return text && isInput(pkg, text) && !isSearched(asked, text)
    ? { kind: 'index', node, subject }
    : undefined;
}

function splitOf(pkg: PackageModel, list: SyntaxNode): { call: SyntaxNode; least: number } | undefined {
  const origins = list.kind === 'identifier' ? originsOf(pkg, list, { fields: false })?.all : undefined;
  if (list.kind === 'identifier' && origins?.length !== 1) return undefined;
  const call = origins ? origins[0]!.node : list;
  const least = call.kind === 'call_expression' ? SPLITS.get(pkg.calleeOf(call)?.id ?? '') : undefined;
  return least === undefined ? undefined : { call, least };
}

/** Values that a peer writes. */
const READS_INPUT =
  /^net\/(?:http\.(?:Header\.(?:Get|Values)|Request\.(?:FormValue|PathValue|UserAgent|Referer))|url\.Values\.Get)$|^(?:strings|bytes)\.(?:Trim|To)|^bufio\.(?:Scanner\.(?:Text|Bytes)|Reader\.Read)/;

/** Whether a text is read, passed or received: what a function of the program or of a library makes may have a form. */
function isInput(pkg: PackageModel, text: SyntaxNode): boolean {
  if (pkg.constantOf(text)) return false;
  const origins = originsOf(pkg, text, { fields: false, unknowns: true })?.all ?? [];
  return (
    origins.length > 0 &&
    origins.every(({ node, unknown, isZero }) => {
      if (isZero || unknown === 'unclear') return false;
      const callee = node.kind === 'call_expression' ? pkg.calleeOf(node) : undefined;
      if (callee) return READS_INPUT.test(callee.id);
      return unknown === 'outside' || node.kind === 'selector_expression' || isReceived(node);
    })
  );
}

function isReceived(node: SyntaxNode): boolean {
  return node.kind === 'unary_expression' && node.field('operator')?.text === '<-';
}

/** `v.P.F` where a decoder fills `v` and `v.P` is a pointer that nobody compares with nil. */
function nilAt(asked: Asked, node: SyntaxNode): PanicSource | undefined {
  const { pkg, decoded } = asked;
  const subject = node.field('operand');
  const field = node.field('field');
  if (subject?.kind !== 'selector_expression' || !field) return undefined;
  const root = rootOf(pkg, subject);
  if (!root || !decoded.has(root)) return undefined;
  const type = pkg.typeOf(subject);
  const target = pkg.objectOf(field);
  if (type?.kind !== 'pointer' || pkg.underlying(pointed(type))?.kind !== 'struct') return undefined;
  if (target?.kind !== 'var' || target.role !== 'field' || isNotDecoded(pkg, subject)) return undefined;
  if (mayBeChecked(asked, root, subject) || isAsked(asked, subject, subject.text)) return undefined;
  return { kind: 'nil', node, subject };
}

/** Whether the tag of a field keeps it out of the input. */
function isNotDecoded(pkg: PackageModel, selector: SyntaxNode): boolean {
  const name = selector.field('field');
  const object = name && pkg.objectOf(name);
  const declaration = object?.kind === 'var' ? object.node.ancestor('field_declaration') : undefined;
  return declaration === undefined || /:"-[",]/.test(declaration.field('tag')?.text ?? '');
}

/** The variable at the left end of a chain of selectors. */
function rootOf(pkg: PackageModel, expression: SyntaxNode): VarObject | undefined {
  let node: SyntaxNode | undefined = expression;
  while (node?.kind === 'selector_expression') node = node.field('operand');
  return node && variable(pkg, node);
}

function decodedIn(pkg: PackageModel, body: SyntaxNode): ReadonlyMap<VarObject, SyntaxNode> {
  const found = new Map<VarObject, SyntaxNode>();
  for (const call of body.descendants('call_expression')) {
    const position = DECODES.get(pkg.calleeOf(call)?.id ?? '');
    const argument = position === undefined ? undefined : call.field('arguments')?.namedChildren[position];
    const target =
      argument?.kind === 'unary_expression' && argument.field('operator')?.text === '&'
        ? argument.field('operand')
        : argument;
    const object = target && variable(pkg, target);
    if (object?.role === 'local' && !found.has(object)) found.set(object, call);
  }
  return found;
}

/** Whether others get a decoded variable, or a method of it runs, before a node: they may check it. */
function mayBeChecked({ pkg, decoded }: Asked, object: VarObject, at: SyntaxNode): boolean {
  const decoding = decoded.get(object)!;
  return pkg.referencesTo(object).some((reference) => {
    if (reference.start >= at.start || decoding.contains(reference)) return false;
    let whole = reference;
    while (whole.parent?.kind === 'selector_expression' || whole.parent?.kind === 'unary_expression')
      whole = whole.parent;
    if (whole.parent?.kind === 'argument_list') {
      const call = whole.parent.parent;
      const id = call?.kind === 'call_expression' ? pkg.calleeOf(call)?.id : undefined;
      return reference.parent === whole.parent || whole.kind === 'unary_expression'
        ? !DECODES.has(id ?? '')
        : false;
    }
    return whole.parent?.kind === 'call_expression' && whole.fieldName === 'function';
  });
}

/** Whether an expression of this text is compared, looked up with ok, switched on or set elsewhere in the function. */
function isAsked({ body }: Asked, node: SyntaxNode, text: string): boolean {
  return [...body.descendants(node.kind)].some((each) => {
    if (each === node || each.text !== text) return false;
    const parent = each.parent;
    if (parent?.kind === 'binary_expression' || parent?.kind === 'type_switch_statement') return true;
    if (parent?.kind === 'type_assertion_expression') return hasOk(parent);
    return parent?.kind === 'expression_list' && (parent.fieldName === 'left' || hasOk(each));
  });
}

/** Whether the function asks for the length of a list, goes through it or compares it. */
function isMeasured({ body }: Asked, list: SyntaxNode): boolean {
  if (list.kind === 'call_expression') return false;
  return [...body.descendants(list.kind)].some((each) => {
    if (each === list || each.text !== list.text) return false;
    const parent = each.parent;
    if (parent?.kind === 'argument_list') return true;
    return parent?.kind === 'range_clause' || parent?.kind === 'binary_expression';
  });
}

const SEARCHES = /^(?:strings|bytes)\.(?:Contains|Count|Cut|Has|Index|LastIndex)|^regexp\.Regexp\.Match/;

/** Whether the function looks into a text otherwise, and so may know its form. */
function isSearched({ pkg, body }: Asked, text: SyntaxNode): boolean {
  return [...body.descendants('call_expression')].some(
    (call) =>
      SEARCHES.test(pkg.calleeOf(call)?.id ?? '') &&
      call.field('arguments')?.namedChildren.some((argument) => argument.text === text.text),
  );
}

/** Whether an element is set, whose list then has been made for it. */
function isWritten(node: SyntaxNode): boolean {
  return node.parent?.kind === 'expression_list' && node.parent.fieldName === 'left';
}
