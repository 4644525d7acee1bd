import { isExported } from '../semantic/exported.ts';
import { homeOf } from '../semantic/home.ts';
import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isAssignedWhole, targetsOf } from './assignments.ts';
import { onlyAssigned } from './channel-syntax.ts';
import { unwrapped, variable } from './nil-comparison.ts';

/** net/http/httptest/server.go: both start at once, and HTTP/2 is spoken only where EnableHTTP2 was set before. */
const SERVERS: ReadonlySet<string> = new Set([
  'net/http/httptest.NewServer',
  'net/http/httptest.NewTLSServer',
]);

/** net/http/server.go: `func (w *response) Hijack()`, `func (w *response) Flush()`; the writer of HTTP/1. */
const PROVIDED: ReadonlySet<string> = new Set(['net/http.Hijacker', 'net/http.Flusher']);

/** How many functions a writer or a handler is followed through. */
const MOST_CALLS = 4;

/** Whether a test asks the writer that an HTTP/1 test server gives to its handler for what that writer is. */
export function asksTestServer(pkg: PackageModel, assertion: SyntaxNode): boolean {
  const type = assertion.field('type');
  const operand = assertion.field('operand');
  if (!type || !operand || !pkg.fileOf(assertion).isTest) return false;
  if (!PROVIDED.has(namedId(pkg.typeOf(type)) ?? '')) return false;
  const writer = variable(pkg, unwrapped(operand));
  return writer !== undefined && isServers(pkg, writer, MOST_CALLS);
}

/** Whether a parameter gets nothing but the writer of such a server. */
function isServers(pkg: PackageModel, writer: VarObject, calls: number): boolean {
  const fn = writer.function;
  const index = fn?.parameters.indexOf(writer) ?? -1;
  if (!fn || index < 0 || calls === 0 || pkg.referencesTo(writer).some(isAssignedWhole)) return false;
  if (fn.node.kind === 'func_literal') return index === 0 && isServed(pkg, fn.node, calls);
  const name = fn.node.field('name');
  const object = name && pkg.objectOf(name);
  if (!object || !pkg.fileOf(fn.node).isTest) return false;
  if (fn.node.kind === 'method_declaration')
    return name.text === 'ServeHTTP' && index === 0 && isServedType(pkg, fn, calls);
  const mentions = pkg.referencesTo(object).filter((each) => each !== name);
  return (
    !isExported(name.text) &&
    mentions.length > 0 &&
    mentions.every((mention) => {
      readsText(pkg, mention);
      const call = mention.parent;
      if (call?.kind !== 'call_expression' || mention.fieldName !== 'function')
        return index === 0 && isServed(pkg, mention, calls);
      const given = call.field('arguments')?.namedChildren[index];
      const passed = given && variable(pkg, unwrapped(given));
      return passed !== undefined && isServers(pkg, passed, calls - 1);
    })
  );
}

/** Whether every value of the receiver's type is made to be the handler of such a server. */
function isServedType(pkg: PackageModel, fn: GoFunction, calls: number): boolean {
  const name = [...(fn.node.field('receiver')?.descendants('type_identifier') ?? [])][0];
  const object = name && pkg.objectOf(name);
  if (object?.kind !== 'type' || isExported(name!.text)) return false;
  const mentions = pkg
    .referencesTo(object)
    .filter((each) => each !== object.node && each.parent?.kind !== 'type_spec')
    .filter((each) => each.ancestor('method_declaration')?.field('receiver')?.contains(each) !== true);
  return (
    [...pkg.methodsOf(object.name).values()].every((method) => isKeptByMethod(pkg, method.function)) &&
    mentions.length > 0 &&
    mentions.every((each) => {
      readsText(pkg, each);
      const literal = each.parent;
      return literal?.kind === 'composite_literal' && isServed(pkg, literal, calls);
    })
  );
}

/** Whether a method uses fields and other methods of its receiver, but neither serves with it nor gives it to anybody. */
function isKeptByMethod(pkg: PackageModel, { node, receiver }: GoFunction): boolean {
  readsText(pkg, node);
  return (
    !receiver ||
    pkg
      .referencesTo(receiver)
      .every(
        (each) =>
          each === receiver.node ||
          (each.parent?.kind === 'selector_expression' && each.parent.field('field')?.text !== 'ServeHTTP'),
      )
  );
}

/** Whether a value goes nowhere but to such a server, as its handler. */
function isServed(pkg: PackageModel, node: SyntaxNode, calls: number): boolean {
  readsText(pkg, node);
  const { parent } = node;
  switch (parent?.kind) {
    case 'parenthesized_expression':
      return isServed(pkg, parent, calls);
    case 'unary_expression':
      return parent.field('operator')?.text === '&' && isServed(pkg, parent, calls);
    case 'argument_list': {
      const call = parent.parent;
      const callee = call && pkg.calleeOf(call);
      if (!call || !callee) return false;
      if (callee.kind === 'conversion')
        return namedId(pkg.typeOf(call)) === 'net/http.HandlerFunc' && isServed(pkg, call, calls);
      if (SERVERS.has(callee.id)) return true;
      const fn = callee.kind === 'function' ? callee.function : undefined;
      const parameter = fn?.parameters[parent.namedChildren.indexOf(node)];
      return (
        fn !== undefined && parameter !== undefined && isOnlyServed(homeOf(pkg, fn), parameter, calls - 1)
      );
    }
    case 'expression_list': {
      const target = targetsOf(parent.parent)[parent.namedChildren.indexOf(node)];
      const object = target && variable(pkg, target);
      if (parent.fieldName === 'left' || object?.role !== 'local') return false;
      return onlyAssigned(pkg, object) === node && isOnlyServed(pkg, object, calls - 1);
    }
    default:
      return false;
  }
}

/** Whether a variable goes nowhere but to such a server; its fields may be used. */
function isOnlyServed(pkg: PackageModel, object: VarObject, calls: number): boolean {
  const mentions = pkg.referencesTo(object).filter((each) => each !== object.node && !isAssignedWhole(each));
  const whole = mentions.filter(({ parent }) => parent?.kind !== 'selector_expression');
  return (
    calls > 0 &&
    whole.length > 0 &&
    whole.every((each) => isServed(pkg, each, calls)) &&
    mentions.every(({ parent }) => parent?.field('field')?.text !== 'ServeHTTP')
  );
}

/** The body around a node belongs to the answer. */
function readsText(pkg: PackageModel, node: SyntaxNode): void {
  const fn = pkg.functionOf(node);
  if (fn) pkg.program.memory.usesText(fn);
}
