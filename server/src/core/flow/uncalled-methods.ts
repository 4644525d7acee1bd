import { outermost } from '../semantic/declarations.ts';
import { isOpenToOtherModules } from '../semantic/exported.ts';
import { memoized } from '../semantic/memo.ts';
import type { FileModel, PackageModel, ProgramModel, TypeObject } from '../semantic/model.ts';
import { moduleGraphOf } from '../semantic/module-graph.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { callsInModule } from './goroutines/once.ts';
import { mayMake, receiverTypeOf } from './unmade-types.ts';
import { reachOfObject, reachOfValue, type ValueReach } from './value-reach.ts';

/** How many functions in a row that only the next one calls. */
const MOST_CALLS = 4;

/**
 * Whether nothing calls the exported function or method around a node, in an application: no code of the module does, its tests
 * included, but what nothing calls either; a program runs its package, which the module offers to nobody as a library; and of a
 * method no value comes to code outside of the module, which could call it through an interface or by reflection.
 */
export function isCalledByNobody(pkg: PackageModel, node: SyntaxNode, calls = 0): boolean {
  const fn = outermost(pkg.functionOf(node));
  const name = fn?.node.field('name')?.text;
  if (!fn || name === undefined || name === 'main' || name === 'init' || !pkg.program.moduleIsComplete)
    return false;
  if (fn.file.isTest) return false;
  const graph = moduleGraphOf(pkg, fn.file);
  if (!graph.hasMain || !graph.isRunByProgram(fn.file)) return false;
  if (graph.isLibrary && isOpenToOtherModules(pkg)) return false;
  const callers = callsInModule(pkg, fn, true);
  if (!callers || (callers.length > 0 && calls >= MOST_CALLS)) return false;
  const isRun = callers.some(({ pkg: home, node: call }) => !isCalledByNobody(home, call, calls + 1));
  if (isRun) return false;
  if (fn.node.kind !== 'method_declaration') return true;
  const type = receiverTypeOf(pkg, fn);
  return type !== undefined && staysInModule(pkg, fn.file, type);
}

const answersOf = memoized<ProgramModel, Map<SyntaxNode, boolean>>(() => new Map());

function staysInModule(pkg: PackageModel, file: FileModel, type: TypeObject): boolean {
  const known = answersOf(pkg.program);
  let answer = known.get(type.node);
  if (answer === undefined) {
    answer = isKept(pkg, file, type);
    known.set(type.node, answer);
  }
  return answer;
}

function isKept(pkg: PackageModel, file: FileModel, type: TypeObject): boolean {
  const receivers = [...pkg.methodsOf(type.name).values()].map((method) => method.function.receiver);
  if (receivers.some((receiver) => receiver && !isFollowed(pkg, reachOfObject(pkg, receiver), type)))
    return false;
  return pkg.program.modulePackages(file, [type.name]).every((member) =>
    member.files.every(
      (each) =>
        each.isTest ||
        each.tree.identifiersNamed(type.name).every((mention) => {
          const meant = member.objectOf(mention);
          if (mention.parent?.fieldName === 'key' || meant?.kind !== 'type' || meant.node !== type.node)
            return true;
          if (isEmbedded(mention)) return false;
          return (
            isKeptByParameter(member, mention, type) &&
            (!mayMake(mention) || isMadeAndKept(member, mention, type))
          );
        }),
    ),
  );
}

/** Whether a mention is that of the type of a literal whose value is followed to its end. */
function isMadeAndKept(pkg: PackageModel, mention: SyntaxNode, type: TypeObject): boolean {
  const named = mention.parent?.kind === 'qualified_type' ? mention.parent : mention;
  const literal = named.parent;
  if (literal?.kind === 'parameter_declaration') return true;
  if (literal?.kind !== 'composite_literal' || named.fieldName !== 'type') return false;
  return isFollowed(pkg, reachOfValue(pkg, literal), type);
}

/** Whether what a function gets in a parameter of the type is followed to its end. */
function isKeptByParameter(pkg: PackageModel, mention: SyntaxNode, type: TypeObject): boolean {
  const parameter = mention.ancestor('parameter_declaration', 'block', 'type_declaration');
  if (parameter?.kind !== 'parameter_declaration' || parameter.parent?.fieldName !== 'parameters')
    return true;
  return parameter.fieldAll('name').every((name) => {
    const object = pkg.objectOf(name);
    return object?.kind !== 'var' || isFollowed(pkg, reachOfObject(pkg, object), type);
  });
}

function isFollowed(pkg: PackageModel, { passed, lost, isCollected }: ValueReach, type: TypeObject): boolean {
  return !lost && !isCollected && passed.every(({ call }) => isTakenByLiteral(pkg, call, type));
}

/**
 * Whether a call is one of a function value whose type says the type itself: `type Option func(*Server)`. Where no other module
 * can name the type, the literals that have it are those of the module.
 */
function isTakenByLiteral(pkg: PackageModel, call: SyntaxNode, type: TypeObject): boolean {
  const home = call.kind === 'call_expression' ? pkg.program.packageOf(pkg.fileOf(call).path) : undefined;
  const callee = home?.calleeOf(call);
  if (callee?.kind !== 'value' || isOpenToOtherModules(pkg)) return false;
  const [parameter, ...others] = callee.signature?.parameters ?? [];
  return others.length === 0 && namedId(parameter?.type) === `${type.packagePath}.${type.name}`;
}

/** Whether a mention gives its methods to the struct around it. */
function isEmbedded(mention: SyntaxNode): boolean {
  const field = mention.ancestor('field_declaration', 'method_elem', 'type_elem');
  return field !== undefined && field.fieldAll('name').length === 0;
}
