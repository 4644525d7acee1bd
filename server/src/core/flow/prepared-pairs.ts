import type { PackageModel } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { callsInModule } from './goroutines/once.ts';

/** What carries the decision whether a server is verified: net/http/client.go, Client.Transport; transport.go, TLSClientConfig. */
const CARRIERS: ReadonlySet<string> = new Set([
  'crypto/tls.Config',
  'net/http.Transport',
  'net/http.RoundTripper',
  'net/http.Client',
]);

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
