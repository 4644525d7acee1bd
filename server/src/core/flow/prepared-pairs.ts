import type { PackageModel } from '../semantic/model.ts';
import { qualifiedId } from '../semantic/qualified.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignedTo, isAssignedWhole, targetsOf } from './assignments.ts';
import { callsInModule } from './goroutines/once.ts';
import { variable } from './nil-comparison.ts';

/** What carries the decision whether a server is verified: net/http/client.go, Client.Transport; transport.go, TLSClientConfig. */
const CARRIERS: ReadonlySet<string> = new Set([
  'crypto/tls.Config',
  'net/http.Transport',
  'net/http.RoundTripper',
  'net/http.Client',
]);

/** Values of the standard library that verify (net/http/transport.go, DefaultTransport; client.go, DefaultClient). */
const VERIFYING: ReadonlySet<string> = new Set(['net/http.DefaultTransport', 'net/http.DefaultClient']);

const MOST_CALLS = 3;

/**
 * Whether the struct that keeps a client, or a configuration, made around a node keeps beside it another one on which a field is not
 * set: two that are prepared, of which whoever uses the struct picks one.
 * @param field that makes the difference
 */
export function isOneOfPair(pkg: PackageModel, node: SyntaxNode, field: string, calls = 0): boolean {
  const fn = pkg.functionOf(node);
  for (let each = node.parent; each && each !== fn?.node; each = each.parent)
    if (each.kind === 'keyed_element' && hasOtherBeside(pkg, each, field)) return true;
  if (!fn || calls >= MOST_CALLS || !isCarrier(pkg.signatureOf(fn).results[0]?.type)) return false;
  const places = callsInModule(pkg, fn) ?? [];
  return places.length > 0 && places.every((place) => isOneOfPair(place.pkg, place.node, field, calls + 1));
}

/**
 * Whether what is made around a node is, by itself or through a variable, an argument of calls that all get another one on
 * which a field is not set beside it: whoever is called picks one of the two.
 * @param field that makes the difference
 */
export function isPassedInPair(pkg: PackageModel, node: SyntaxNode, field: string): boolean {
  const fn = pkg.functionOf(node);
  for (let each = node; each.parent && each !== fn?.node; each = each.parent) {
    if (each.parent.kind === 'argument_list' && hasOtherArgument(pkg, each, field)) return true;
    if (each.parent.kind !== 'expression_list') continue;
    const [target] = targetsOf(each.parent.parent);
    const object = target && assignedTo(target)?.value === each ? variable(pkg, target) : undefined;
    if (object?.role !== 'local') return false;
    const uses = pkg.referencesTo(object).filter((use) => !isAssignedWhole(use));
    return uses.length > 0 && uses.every((use) => hasOtherArgument(pkg, use, field));
  }
  return false;
}

function hasOtherArgument(pkg: PackageModel, argument: SyntaxNode, field: string): boolean {
  const list = argument.parent;
  const kind = carriedBy(pkg, argument);
  if (list?.kind !== 'argument_list') return false;
  return list.namedChildren.some((other) => {
    if (other === argument) return false;
    if (VERIFYING.has(qualifiedId(pkg, other) ?? '')) return true;
    if (isMadeAlike(pkg, argument, other, field)) return true;
    const object = variable(pkg, other);
    return (
      kind !== undefined &&
      carriedBy(pkg, other) === kind &&
      object !== variable(pkg, argument) &&
      !isSet(pkg, other, field)
    );
  });
}

/** Whether every value of another variable is made by the function that makes one, and nothing that this gets there sets a field. */
function isMadeAlike(pkg: PackageModel, one: SyntaxNode, other: SyntaxNode, field: string): boolean {
  const [made, others] = [callsThatMake(pkg, one), callsThatMake(pkg, other)];
  const id = made.length === 1 ? made[0] && pkg.calleeOf(made[0])?.id : undefined;
  if (id === undefined || others.length === 0) return false;
  return others.every(
    (call) =>
      call !== undefined &&
      pkg.calleeOf(call)?.id === id &&
      call.field('arguments')?.firstNamedChild?.kind === 'unary_expression' &&
      call.tree.identifiersNamed(field, call).length === 0,
  );
}

/** The calls whose result a variable of a function is given; undefined for each other value. */
function callsThatMake(pkg: PackageModel, value: SyntaxNode): readonly (SyntaxNode | undefined)[] {
  const object = variable(pkg, value);
  if (object?.role !== 'local') return [];
  return pkg.referencesTo(object).flatMap((mention) => {
    const assigned = assignedTo(mention);
    if (!assigned) return [];
    const made = assigned.value;
    return [made?.kind === 'call_expression' ? made : undefined];
  });
}

/** What kind of thing a value carries the decision as: a transport is what makes round trips. */
function carriedBy(pkg: PackageModel, value: SyntaxNode): string | undefined {
  const type = pkg.typeOf(value);
  const id = isCarrier(type) ? namedId(type) : undefined;
  return id === 'net/http.Transport' ? 'net/http.RoundTripper' : id;
}

/** Whether a variable, or a value, may have a field set: a variable only where its function makes it. */
function isSet(pkg: PackageModel, value: SyntaxNode, field: string): boolean {
  const object = variable(pkg, value);
  if (!object) return sets(pkg, value, field);
  const fn = pkg.functionOf(value);
  if (object.role !== 'local' || !fn) return true;
  const mentions = pkg.referencesTo(object);
  return mentions.some((mention) => {
    if (mention.parent?.kind === 'selector_expression') return true;
    const made = isAssignedWhole(mention) ? assignedTo(mention)?.value : undefined;
    return made !== undefined && sets(pkg, made, field);
  });
}

function hasOtherBeside(pkg: PackageModel, element: SyntaxNode, field: string): boolean {
  const kept = keptBy(element);
  const literal = element.ancestor('composite_literal');
  if (!kept || !literal || !isCarrier(pkg.typeOf(kept)) || isCarrier(pkg.typeOf(literal))) return false;
  const id = namedId(pkg.typeOf(kept));
  return (element.parent?.namedChildren ?? []).some((other) => {
    const value = other === element ? undefined : keptBy(other);
    return value !== undefined && namedId(pkg.typeOf(value)) === id && !sets(pkg, value, field);
  });
}

function keptBy(element: SyntaxNode): SyntaxNode | undefined {
  const value = element.kind === 'keyed_element' ? element.field('value') : undefined;
  return value?.kind === 'literal_element' ? value.firstNamedChild : value;
}

/** Whether the literal or the function that makes a value mentions a field; so may what is not seen. */
function sets(pkg: PackageModel, value: SyntaxNode, field: string): boolean {
  const bare = value.kind === 'unary_expression' ? value.field('operand')! : value;
  const maker =
    bare.kind === 'composite_literal'
      ? bare
      : bare.kind === 'call_expression'
        ? pkg.calleeOf(bare)?.function?.node
        : undefined;
  return !maker || maker.tree.identifiersNamed(field, maker).length > 0;
}

function isCarrier(type: Parameters<typeof namedId>[0]): boolean {
  return CARRIERS.has(namedId(type) ?? '');
}
