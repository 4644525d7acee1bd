import { homeOf } from '../semantic/home.ts';
import type { GoFunction, PackageModel } from '../semantic/model.ts';
import { qualifiedId } from '../semantic/qualified.ts';
import { namedId } from '../semantic/types.ts';
import { statementsOf } from '../syntax/statements.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { unwrapped, variable } from './nil-comparison.ts';
import { originsOf } from './origins.ts';

/**
 * Whether a function may answer otherwise another time for the same arguments. `changes`: it asks the clock, a file, the
 * network, a lock or a list of revoked certificates. `steady`: it only compares. `unknown`: it calls what is not known.
 */
export type Steadiness = 'changes' | 'steady' | 'unknown';

const CHANGING =
  /^(?:time\.(?:Now|Since|Until)$|os\.|io\.|io\/|net\.|net\/http\.|database\/sql|sync\.|sync\/atomic\.|context\.)/;
const REVOKED = /^(?:crypto\/x509\.RevocationList|golang\.org\/x\/crypto\/ocsp)\b/;
/** Functions that give the same for the same. */
const STEADY =
  /^(?:log|bytes|strings|strconv|errors|fmt|slices|maps|cmp|regexp|net\/url|net\/netip|encoding|crypto|hash|math|unicode)(?:\/[\w/]+)?\.|^time\.(?:Time|Duration)\./;
/** What loggers are told does not come back. */
const LOGGERS =
  /^(?:github\.com\/(?:sirupsen\/logrus|rs\/zerolog|go-logr\/logr)|go\.uber\.org\/zap|k8s\.io\/klog(?:\/v\d+)?)(?:\/\w+)*\./;
const MOST_DEPTH = 3;

/** What a function value does, as far as it is seen: a literal, a function or method of the program, or what a function returns. */
export function steadinessOf(pkg: PackageModel, value: SyntaxNode): Steadiness {
  const fn = functionBehind(pkg, value);
  return fn ? ofFunction(homeOf(pkg, fn), fn, new Set()) : 'unknown';
}

/** The literal, function or method that a function value is, over variables and functions that return one. */
export function functionBehind(pkg: PackageModel, value: SyntaxNode, depth = 0): GoFunction | undefined {
  const node = unwrapped(value);
  if (depth > MOST_DEPTH) return undefined;
  if (node.kind === 'func_literal') return pkg.functionAt(node);
  if (node.kind === 'call_expression') {
    const maker = pkg.calleeOf(node)?.function;
    const last = statementsOf(maker?.body).at(-1);
    const returned = last?.kind === 'return_statement' ? last.firstNamedChild?.firstNamedChild : undefined;
    return maker && returned ? functionBehind(homeOf(pkg, maker), returned, depth + 1) : undefined;
  }
  const name = node.kind === 'selector_expression' ? node.field('field') : node;
  const object = name && pkg.objectOf(name);
  if (object?.kind === 'func') return object.function;
  if (!variable(pkg, node)) return undefined;
  const origins = originsOf(pkg, node, { fields: false })?.all ?? [];
  return origins.length === 1 ? functionBehind(pkg, origins[0]!.node, depth + 1) : undefined;
}

function ofFunction(pkg: PackageModel, fn: GoFunction, open: Set<GoFunction>): Steadiness {
  if (open.has(fn)) return 'steady';
  if (!fn.body || open.size > MOST_DEPTH * MOST_DEPTH) return 'unknown';
  open.add(fn);
  let found: Steadiness = 'steady';
  for (const call of fn.body.descendants('call_expression')) {
    const kind = ofCall(pkg, call, open);
    if (kind === 'changes') return kind;
    if (kind === 'unknown') found = kind;
  }
  return found;
}

function ofCall(pkg: PackageModel, call: SyntaxNode, open: Set<GoFunction>): Steadiness {
  const callee = pkg.calleeOf(call);
  if (!callee) return 'unknown';
  if (callee.kind === 'builtin' || callee.kind === 'conversion') return 'steady';
  if (callee.function) return ofFunction(homeOf(pkg, callee.function), callee.function, open);
  const receiver = callee.receiver && (namedId(pkg.typeOf(callee.receiver)) ?? '');
  if (REVOKED.test(callee.id) || REVOKED.test(receiver ?? '') || CHANGING.test(callee.id)) return 'changes';
  return STEADY.test(callee.id) || LOGGERS.test(callee.id) || putsIntoWords(pkg, call) ? 'steady' : 'unknown';
}

/** Whether a function of another package is given a sentence, and its result returned: it makes the error of what is decided. */
function putsIntoWords(pkg: PackageModel, call: SyntaxNode): boolean {
  const list = call.parent?.kind === 'expression_list' ? call.parent : undefined;
  const isReturned = (list ?? call).parent?.kind === 'return_statement';
  if (!isReturned || !qualifiedId(pkg, call.field('function')!)) return false;
  return (call.field('arguments')?.namedChildren ?? []).some((argument) => {
    const constant = pkg.constantOf(argument);
    return constant?.kind === 'string' && constant.parts.some((part) => part?.trim().includes(' '));
  });
}
