import { outermost } from '../semantic/declarations.ts';
import { isExported } from '../semantic/exported.ts';
import { homeOf } from '../semantic/home.ts';
import type { FileModel, GoFunction, PackageModel } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { mayBeMethod, mayRun } from './implementations.ts';

/** Functions between a node and the programs that come to it. */
const MOST_FUNCTIONS = 100;

/**
 * The files with the `main` functions from which code of the module comes to a node, by whatever mentions a function: each mention counts
 * as a call, and so does a method of the same name on a value whose type is not known. Undefined where it may be any program: at package
 * level, in `init`, and where nothing mentions a function, as where a library calls a method.
 */
export function programsComingTo(pkg: PackageModel, node: SyntaxNode): ReadonlySet<FileModel> | undefined {
  const first = outermost(pkg.functionOf(node));
  if (!first || !pkg.program.moduleIsComplete) return undefined;
  const reached = new Set<GoFunction>([first]);
  const programs = new Set<FileModel>();
  for (const fn of reached) {
    const isMethod = fn.node.kind === 'method_declaration';
    if (reached.size > MOST_FUNCTIONS || (fn.name === 'init' && !isMethod)) return undefined;
    if (fn.name === 'main' && !isMethod && fn.file.packageName === 'main') {
      programs.add(fn.file);
      continue;
    }
    const users = usersOf(homeOf(pkg, fn), fn);
    if (!users || users.length === 0) return undefined;
    for (const user of users) reached.add(user);
  }
  return programs.size > 0 ? programs : undefined;
}

/** The declared functions outside tests that mention a function; undefined where something at package level does. */
function usersOf(pkg: PackageModel, fn: GoFunction): readonly GoFunction[] | undefined {
  const name = fn.node.field('name');
  if (!name) return undefined;
  const members = isExported(name.text) ? pkg.program.modulePackages(fn.file, [name.text], false) : [pkg];
  const users: GoFunction[] = [];
  for (const member of members) {
    for (const file of member.files) {
      if (file.isTest) continue;
      for (const mention of file.tree.identifiersNamed(name.text)) {
        if (mention === name || !mayMean(member, mention, fn)) continue;
        const user = outermost(member.functionOf(mention));
        if (!user) return undefined;
        users.push(user);
      }
    }
  }
  return users;
}

/** Whether a mention of a name may stand for a function: as a method also one that an interface or a value of unknown type has. */
function mayMean(pkg: PackageModel, mention: SyntaxNode, fn: GoFunction): boolean {
  // the declaration of another function or of an interface's method
  if (mention.fieldName === 'name') return false;
  const object = pkg.objectOf(mention);
  if (object?.kind === 'func' && object.function.node === fn.node) return true;
  if (fn.node.kind !== 'method_declaration' || mention.fieldName !== 'field') return false;
  const selector = mention.parent;
  const call = selector?.fieldName === 'function' ? selector.parent : undefined;
  const called = call?.kind === 'call_expression' ? pkg.calleeOf(call) : undefined;
  if (called?.kind === 'interface-method') return mayRun(called, homeOf(pkg, fn), fn);
  return object === undefined && mayBeMethod(pkg, mention, fn);
}
