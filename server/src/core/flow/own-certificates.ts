import { homeOf } from '../semantic/home.ts';
import type { GoFunction, PackageModel } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { unwrapped, variable } from './nil-comparison.ts';

/** os/file.go and io/ioutil/ioutil.go: the name of the file comes first. */
const WRITES: ReadonlySet<string> = new Set([
  'os.Create',
  'os.OpenFile',
  'os.WriteFile',
  'io/ioutil.WriteFile',
]);
/** crypto/x509/x509.go: "CreateCertificate creates a new X.509 v3 certificate based on a template." */
const MAKES = 'crypto/x509.CreateCertificate';
const BRANCHES = /^(?:if|for|expression_switch|type_switch|select|go|defer)_statement$|^func_literal$/;
const MOST_DEPTH = 3;

/**
 * Whether a program writes the file of a certificate anew each time before it reads it: the function of the call that reads makes one
 * first, under every condition, in a call that gets the name of the file or that writes a file of that name.
 * @param load the call that reads the files @param certificate the argument of it that names the certificate
 */
export function isOwnCertificate(pkg: PackageModel, load: SyntaxNode, certificate: SyntaxNode): boolean {
  const fn = pkg.functionOf(load);
  const name = textOf(pkg, certificate);
  const object = variable(pkg, unwrapped(certificate));
  if (!fn?.body || (name === undefined && !object)) return false;
  return [...fn.body.descendants('call_expression')].some((call) => {
    if (call.end > load.start || pkg.functionOf(call) !== fn || isConditional(call, fn)) return false;
    const called = pkg.calleeOf(call)?.function;
    if (!called || !makesCertificate(pkg, called, 0)) return false;
    const isGiven = call
      .field('arguments')
      ?.namedChildren.some((each) =>
        object ? variable(pkg, unwrapped(each)) === object : textOf(pkg, each) === name,
      );
    return isGiven === true || (name !== undefined && writes(pkg, called, name));
  });
}

function textOf(pkg: PackageModel, node: SyntaxNode): string | undefined {
  const value = pkg.constantOf(node);
  return value?.kind === 'string' && value.parts.length === 1 ? value.parts[0] : undefined;
}

/** Whether a node runs in some branch of its function only; the condition and the statement before it run in any case. */
function isConditional(node: SyntaxNode, fn: GoFunction): boolean {
  for (let each = node; each.parent && each.parent !== fn.body; each = each.parent) {
    if (!BRANCHES.test(each.parent.kind)) continue;
    if (each.parent.kind !== 'if_statement' || !/^(?:initializer|condition)$/.test(each.fieldName ?? ''))
      return true;
  }
  return false;
}

/** Whether a function, or one that it calls in the program, makes a certificate. */
function makesCertificate(from: PackageModel, fn: GoFunction, depth: number): boolean {
  const pkg = homeOf(from, fn);
  from.program.memory.usesText(fn);
  return [...(fn.body?.descendants('call_expression') ?? [])].some((call) => {
    const callee = pkg.calleeOf(call);
    if (callee?.id === MAKES) return true;
    return callee?.function !== undefined && depth < MOST_DEPTH
      ? makesCertificate(pkg, callee.function, depth + 1)
      : false;
  });
}

/** Whether a function itself writes a file of a name. */
function writes(from: PackageModel, fn: GoFunction, name: string): boolean {
  const pkg = homeOf(from, fn);
  return [...(fn.body?.descendants('call_expression') ?? [])].some((call) => {
    const file = call.field('arguments')?.firstNamedChild;
    return WRITES.has(pkg.calleeOf(call)?.id ?? '') && file != null && textOf(pkg, file) === name;
  });
}
