import type { PackageModel } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { variable } from './nil-comparison.ts';
import { type Origin, originsOf } from './origins.ts';

/** What is known of the deadline of a context. */
export type ContextDeadline =
  | {
      /** It has none, whatever path is taken. */
      readonly kind: 'none';
      /** The calls of Background, TODO or WithoutCancel that it stems from. */
      readonly roots: readonly SyntaxNode[];
      /** Whether it comes through a parameter, so that the roots stand in callers. */
      readonly isPassedIn: boolean;
    }
  | { readonly kind: 'has' }
  | { readonly kind: 'unknown' };

const UNKNOWN: ContextDeadline = { kind: 'unknown' };
const HAS: ContextDeadline = { kind: 'has' };

/** context/context.go: these have no deadline; WithoutCancel drops the one of its parent. */
export const ENDLESS: ReadonlySet<string> = new Set([
  'context.Background',
  'context.TODO',
  'context.WithoutCancel',
]);
const WITH_DEADLINE = new Set([
  'context.WithTimeout',
  'context.WithTimeoutCause',
  'context.WithDeadline',
  'context.WithDeadlineCause',
]);
const WITH_CANCEL = new Set(['context.WithCancel', 'context.WithCancelCause']);
/**
 * Functions that add a value to the context in their first argument and nothing else.
 * Sources: context/context.go; google.golang.org/grpc/metadata/metadata.go; go.opentelemetry.io/otel/trace/context.go;
 * net/http/httptrace/trace.go.
 */
export const WITH_VALUE: ReadonlySet<string> = new Set([
  'context.WithValue',
  'google.golang.org/grpc/metadata.NewOutgoingContext',
  'google.golang.org/grpc/metadata.NewIncomingContext',
  'google.golang.org/grpc/metadata.AppendToOutgoingContext',
  'go.opentelemetry.io/otel/trace.ContextWithSpan',
  'net/http/httptrace.WithClientTrace',
]);

/** Functions whose first argument is a context that takes along, when it ends, the one that they give. */
const CHILD_MAKERS: ReadonlySet<string> = new Set([
  ...WITH_DEADLINE,
  ...WITH_CANCEL,
  ...WITH_VALUE,
  'os/signal.NotifyContext',
  'golang.org/x/sync/errgroup.WithContext',
]);

/**
 * The context whose end is also the end of the one that a call makes of it (context/context.go: "When a Context is canceled,
 * all Contexts derived from it are also canceled"; WithoutCancel: "not canceled when parent is canceled").
 */
export function parentOf(pkg: PackageModel, call: SyntaxNode): SyntaxNode | undefined {
  const id = call.kind === 'call_expression' ? pkg.calleeOf(call)?.id : undefined;
  return id !== undefined && CHILD_MAKERS.has(id) ? call.field('arguments')?.firstNamedChild : undefined;
}

const MOST_WRAPPERS = 8;

/**
 * Whether a context has a deadline. "None" is said only when every value that the expression can have is known; a
 * cancel function that somebody else can call (a timer, a signal handler, another goroutine) makes it unknown.
 */
export function deadlineOf(pkg: PackageModel, context: SyntaxNode, depth = 0): ContextDeadline {
  if (depth > MOST_WRAPPERS) return UNKNOWN;
  const origins = originsOf(pkg, context, { fields: false });
  if (!origins || origins.all.length === 0) return UNKNOWN;
  const roots = new Set<SyntaxNode>();
  let isPassedIn = [...origins.through].some((object) => object.role === 'parameter');
  let has = false;
  for (const origin of origins.all) {
    const found = deadlineOfOrigin(pkg, origin, depth);
    if (found.kind === 'unknown') return UNKNOWN;
    if (found.kind === 'has') has = true;
    else {
      for (const root of found.roots) roots.add(root);
      isPassedIn ||= found.isPassedIn;
    }
  }
  // bounded on one path and not on another is somebody's decision
  if (has) return roots.size > 0 ? UNKNOWN : HAS;
  return { kind: 'none', roots: [...roots], isPassedIn };
}

function deadlineOfOrigin(pkg: PackageModel, { node, result }: Origin, depth: number): ContextDeadline {
  if (node.kind !== 'call_expression') return UNKNOWN;
  const id = pkg.calleeOf(node)?.id ?? '';
  if (ENDLESS.has(id)) return { kind: 'none', roots: [node], isPassedIn: false };
  if (WITH_DEADLINE.has(id)) return HAS;
  const parent = node.field('arguments')?.firstNamedChild;
  if (!parent) return UNKNOWN;
  if (WITH_VALUE.has(id)) return deadlineOf(pkg, parent, depth + 1);
  if (WITH_CANCEL.has(id) && result === 0 && isCancelledOnlyAtTheEnd(pkg, node))
    return deadlineOf(pkg, parent, depth + 1);
  return UNKNOWN;
}

/** Whether the cancel function of a WithCancel is only deferred, dropped, or called by the function that made it. */
function isCancelledOnlyAtTheEnd(pkg: PackageModel, call: SyntaxNode): boolean {
  const list = call.parent;
  const statement = list?.kind === 'expression_list' ? list.parent : undefined;
  const targets = statement?.field('left')?.namedChildren ?? [];
  const [context, cancel] = targets;
  if (!context || !cancel || targets.length !== 2) return false;
  if (cancel.text === '_') return true;
  const object = variable(pkg, cancel);
  const held = variable(pkg, context);
  const maker = pkg.functionOf(call);
  if (object?.role !== 'local' || held?.role !== 'local') return false;
  const isCaptured = pkg.referencesTo(held).some((reference) => pkg.functionOf(reference) !== maker);
  for (const reference of pkg.referencesTo(object)) {
    if (reference.parent?.kind === 'expression_list' && reference.parent.fieldName === 'left') continue;
    const called = reference.parent;
    if (called?.kind !== 'call_expression' || reference.fieldName !== 'function') return false;
    const isDeferred = called.parent?.kind === 'defer_statement' || isInDeferredLiteral(pkg, called);
    if (!isDeferred && (isCaptured || pkg.functionOf(reference) !== maker)) return false;
  }
  return true;
}

function isInDeferredLiteral(pkg: PackageModel, node: SyntaxNode): boolean {
  const literal = pkg.functionOf(node)?.node;
  const called = literal?.kind === 'func_literal' ? literal.parent : undefined;
  return called?.kind === 'call_expression' && called.parent?.kind === 'defer_statement';
}
