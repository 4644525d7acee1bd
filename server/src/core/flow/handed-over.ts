import type { GoFunction, PackageModel } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import type { Place } from './goroutines/held-functions.ts';
import { loopsAround, roundsOf } from './loop-heads.ts';
import { variable } from './nil-comparison.ts';
import { placeOf } from './places.ts';

/**
 * The calls of a function that lives as long as the context which is all that it gets, where those are seen, and what it is handed
 * to: a function of a package, or a method of a package variable or of what a receiver holds, that runs it, such as a pool of goroutines. Undefined when it may
 * run otherwise.
 */
export function startsOf(pkg: PackageModel, fn: GoFunction): readonly Place[] | undefined {
  if (!livesWithContext(pkg, fn)) return undefined;
  if (fn.node.kind === 'func_literal') return handedTo(pkg, fn.node);
  const name = fn.node.field('name');
  const starts: Place[] = [];
  for (const file of pkg.files) {
    if (!name || file.isTest) continue;
    for (const mention of file.tree.identifiersNamed(name.text)) {
      const object = pkg.objectOf(mention);
      if (mention === name || (object && (object.kind !== 'func' || object.function.node !== fn.node)))
        continue;
      const value = mention.fieldName === 'field' ? mention.parent! : mention;
      const isCall = value.fieldName === 'function' && value.parent?.kind === 'call_expression';
      const places = isCall ? [{ pkg, node: value.parent! }] : handedTo(pkg, value);
      if (!places) return undefined;
      starts.push(...places);
    }
  }
  return starts;
}

/** The call that a function value is an argument of, if nothing but the package that it stands in, or a library, keeps it. */
function handedTo(pkg: PackageModel, value: SyntaxNode): readonly Place[] | undefined {
  const call = value.parent?.kind === 'argument_list' ? value.parent.parent : undefined;
  const callee = call?.kind === 'call_expression' ? pkg.calleeOf(call) : undefined;
  if (!call || !callee || !/^(function|method|interface-method)$/.test(callee.kind)) return undefined;
  const holder = placeOf(pkg, callee.receiver)?.root.role;
  const isKept = callee.kind === 'function' || holder === 'package' || holder === 'receiver';
  return isKept ? [{ pkg, node: call }] : undefined;
}

/** Whether a function gets a context and nothing else, and waits in a loop without an end for it to be done. */
function livesWithContext(pkg: PackageModel, fn: GoFunction): boolean {
  const [given, ...others] = pkg.signatureOf(fn).parameters;
  const [context] = fn.parameters;
  if (!context || others.length > 0 || namedId(given?.type) !== 'context.Context') return false;
  return pkg.referencesTo(context).some((mention) => {
    const call = mention.fieldName === 'operand' ? mention.parent?.parent : undefined;
    if (call?.kind !== 'call_expression' || pkg.calleeOf(call)?.id !== 'context.Context.Done') return false;
    if (variable(pkg, mention) !== context || call.parent?.field('operator')?.text !== '<-') return false;
    return [...loopsAround(call, fn.node)].some((loop) => roundsOf(pkg, loop) === 'endless');
  });
}
