import { homeOf } from '../semantic/home.ts';
import type { FileModel, PackageModel, VarObject } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { configuredValueOf } from './configured-values.ts';
import { reachOfValue, type ValueReach } from './value-reach.ts';

/** An HTTP request that is sent with context.Background, because nobody gives it another context. */
export interface RequestWithoutContext {
  /** The call of NewRequest, the literal of the request, or the call that makes and sends it. */
  readonly call: SyntaxNode;
  readonly isMaker: boolean;
  /** The calls that send it; the call itself where it makes the request too. */
  readonly sends: readonly SyntaxNode[];
  /** Whether what sends it is a client of net/http, rather than an interface that looks like one. */
  readonly isCertain: boolean;
}

const RETRYABLE = 'github.com/hashicorp/go-retryablehttp';
/** net/http/client.go: each makes its request with NewRequest; client.go of go-retryablehttp: `req, err := NewRequest("GET", url, nil)`. */
const DIRECT =
  /^(?:net\/http|github\.com\/hashicorp\/go-retryablehttp)\.(?:Client\.)?(?:Get|Head|Post|PostForm)$/;
/**
 * net/http/request.go: "NewRequest wraps NewRequestWithContext using context.Background"; go-retryablehttp's client.go does the same:
 * `return NewRequestWithContext(context.Background(), method, url, rawBody)`.
 */
const MAKERS: ReadonlySet<string> = new Set(['net/http.NewRequest', `${RETRYABLE}.NewRequest`]);
const SENDERS: ReadonlySet<string> = new Set([
  `${RETRYABLE}.Client.Do`,
  'net/http.Client.Do',
  'net/http.Transport.RoundTrip',
  'net/http.RoundTripper.RoundTrip',
]);

/** Every request of a file that is surely sent without a context. */
export function* requestsWithoutContextIn(
  pkg: PackageModel,
  file: FileModel,
): Generator<RequestWithoutContext> {
  for (const call of file.tree.root.descendants('call_expression')) {
    const id = pkg.calleeOf(call)?.id ?? '';
    if (DIRECT.test(id)) yield { call, isMaker: false, sends: [call], isCertain: true };
    else if (MAKERS.has(id)) {
      const sent = sentBy(pkg, call);
      if (sent) yield { call, isMaker: true, ...sent };
    }
  }
  // net/http/request.go, Context: "it defaults to the background context"; no other package can name the field
  for (const literal of file.tree.root.descendants('composite_literal')) {
    const type = pkg.typeOf(literal);
    const sent = type?.kind === 'named' && namedId(type) === REQUEST ? sentBy(pkg, literal) : undefined;
    if (sent) yield { call: literal, isMaker: true, ...sent };
  }
}

const REQUEST = 'net/http.Request';

function sentBy(
  pkg: PackageModel,
  maker: SyntaxNode,
): Pick<RequestWithoutContext, 'sends' | 'isCertain'> | undefined {
  if (opensTunnel(pkg, maker)) return undefined;
  const reach = reachOfValue(pkg, maker, (id) => (id === `${RETRYABLE}.FromRequest` ? 0 : undefined));
  if (reach.lost || reach.isCollected || mayGetContext(reach)) return undefined;
  const sends: SyntaxNode[] = [];
  let isCertain = true;
  for (const { call, id } of reach.passed) {
    const home = homeOf(pkg, call);
    if (SENDERS.has(id)) sends.push(call);
    else if (isDoer(home, call)) {
      sends.push(call);
      isCertain = false;
    } else if (takesContext(home, call)) return undefined;
  }
  // what is kept, or goes to a goroutine, is sent when somebody likes
  const isKept = [...reach.holders].some((holder) => {
    const home = homeOf(pkg, holder);
    return isUsedElsewhere(home, holder) || isOverwritten(home, holder);
  });
  return isKept || sends.length === 0 ? undefined : { sends, isCertain };
}

/**
 * Whether a request asks for a tunnel, which would end with the context of whoever opens it (net/http/request.go, Context: "the context
 * controls the entire lifetime of a request and its response").
 */
function opensTunnel(pkg: PackageModel, maker: SyntaxNode): boolean {
  const method =
    maker.kind === 'composite_literal'
      ? configuredValueOf(pkg, maker).fields.get('Method')?.expressions[0]
      : maker.field('arguments')?.firstNamedChild;
  const value = method && pkg.constantOf(method);
  return value?.kind === 'string' && value.parts.join('') === 'CONNECT';
}

/** Whether a variable is used by another function than its own, or by a goroutine. */
function isUsedElsewhere(pkg: PackageModel, holder: VarObject): boolean {
  if (holder.role !== 'local' && holder.role !== 'parameter') return true;
  return pkg
    .referencesTo(holder)
    .some(
      (reference) =>
        pkg.functionOf(reference) !== holder.function || reference.ancestor('go_statement') !== undefined,
    );
}

/** Whether what a variable points to becomes a copy of something else, context and all: `*out = *in`. */
function isOverwritten(pkg: PackageModel, holder: VarObject): boolean {
  return pkg.referencesTo(holder).some(({ parent }) => {
    const list = parent?.kind === 'unary_expression' ? parent.parent : undefined;
    return list?.kind === 'expression_list' && list.fieldName === 'left';
  });
}

/** `req.WithContext(ctx)` and `req.Clone(ctx)` make another request of it, and another one may be put into a wrapped request. */
function mayGetContext({ selections }: ValueReach): boolean {
  return selections.some((selection) =>
    /^(?:WithContext|Clone|Request)$/.test(selection.field('field')?.text ?? ''),
  );
}

/** A method of an interface that takes a request and gives a response, as http.Client.Do does. */
function isDoer(pkg: PackageModel, call: SyntaxNode): boolean {
  if (call.kind !== 'call_expression') return false;
  const callee = pkg.calleeOf(call);
  const { parameters = [], results = [] } = callee?.signature ?? {};
  return (
    callee?.kind === 'interface-method' &&
    parameters.length === 1 &&
    results.length === 2 &&
    namedId(parameters[0]?.type) === REQUEST &&
    namedId(results[0]?.type) === 'net/http.Response'
  );
}

/** Whether a call gets a context too: it may send the request with that one. */
function takesContext(pkg: PackageModel, call: SyntaxNode): boolean {
  const given = call.field('arguments')?.namedChildren ?? [];
  return given.some((argument) => namedId(pkg.typeOf(argument)) === 'context.Context');
}
