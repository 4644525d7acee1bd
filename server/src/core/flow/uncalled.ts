import { outermost } from '../semantic/declarations.ts';
import { isExported, isExportedFunction, isOpenToOtherModules } from '../semantic/exported.ts';
import type { GoFunction, PackageModel } from '../semantic/model.ts';
import { moduleGraphOf } from '../semantic/module-graph.ts';
import { type GoType, namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { callsInModule } from './goroutines/once.ts';
import { isGivenTest } from './start-up.ts';

/**
 * Whether nothing ever calls the function around a node: programs of the module run its file and none of their texts names it,
 * or only functions call it that nothing ever calls; other modules cannot, and as a method it belongs to a type whose values
 * are only had as interfaces of the module.
 * @param open functions whose callers are looked at
 */
export function isNeverCalled(
  pkg: PackageModel,
  node: SyntaxNode,
  open: Set<GoFunction> = new Set(),
): boolean {
  const fn = outermost(pkg.functionOf(node));
  const name = fn?.node.field('name')?.text;
  if (!fn || name === undefined || name === 'main' || name === 'init' || !pkg.program.moduleIsComplete)
    return false;
  const graph = moduleGraphOf(pkg, fn.file);
  if (!graph.hasMain || !graph.isRun(fn.file)) return false;
  if (graph.isNamed(fn.file, name) && !isOnlyCalledByUncalled(pkg, fn, open)) return false;
  if (fn.node.kind === 'method_declaration') return isOnlyBehindOwnInterfaces(pkg, fn);
  return !isExportedFunction(fn) || !isOpenToOtherModules(pkg);
}

const MOST_CALLS = 4;

function isOnlyCalledByUncalled(pkg: PackageModel, fn: GoFunction, open: Set<GoFunction>): boolean {
  if (open.size >= MOST_CALLS) return false;
  open.add(fn);
  const calls = callsInModule(pkg, fn);
  return (
    calls !== undefined &&
    calls.length > 0 &&
    calls.every((call) => {
      const caller = outermost(call.pkg.functionOf(call.node));
      if (!caller) return false;
      return open.has(caller) || isNeverCalled(call.pkg, call.node, open);
    })
  );
}

/**
 * Whether a function outside of test files is for tests, since it gets one, and nothing of the module comes to it, not even its
 * tests: only other such functions call it, if anybody.
 */
export function isUncalledTestHelper(pkg: PackageModel, fn: GoFunction, calls = 0): boolean {
  const top = outermost(fn);
  if (!top || top.file.isTest || !pkg.program.moduleIsComplete || calls > MOST_CALLS) return false;
  return (
    isGivenTest(pkg, top) &&
    callsInModule(pkg, top, true)?.every((call) => {
      const caller = call.pkg.functionOf(call.node);
      return caller !== undefined && isUncalledTestHelper(call.pkg, caller, calls + 1);
    }) === true
  );
}

/**
 * Whether every value of the unexported type of a method is returned as an interface of the module: a library that calls its
 * methods would need an interface that names them.
 */
function isOnlyBehindOwnInterfaces(pkg: PackageModel, method: GoFunction): boolean {
  const [name] = method.node.field('receiver')?.descendants('type_identifier') ?? [];
  const type = name && pkg.objectOf(name);
  if (type?.kind !== 'type' || isExported(type.name)) return false;
  return pkg
    .referencesTo(type)
    .every(
      (mention) => mention === type.node || isReceiver(pkg, mention) || isReturnedAsInterface(pkg, mention),
    );
}

/** Whether a mention of a type is that of a receiver of which only fields and methods are used. */
function isReceiver(pkg: PackageModel, mention: SyntaxNode): boolean {
  const list = mention.ancestor('parameter_list');
  if (list?.fieldName !== 'receiver' || list.parent?.kind !== 'method_declaration') return false;
  const { receiver } = pkg.functionOf(list.parent.field('body') ?? list.parent) ?? {};
  return (
    !receiver ||
    pkg
      .referencesTo(receiver)
      .every(
        (each) =>
          each === receiver.node ||
          (each.parent?.kind === 'selector_expression' && each.fieldName === 'operand'),
      )
  );
}

/** `return &T{}` where the function declares an interface whose methods the module writes down. */
function isReturnedAsInterface(pkg: PackageModel, mention: SyntaxNode): boolean {
  const literal = mention.parent;
  if (literal?.kind !== 'composite_literal' || mention.fieldName !== 'type') return false;
  const value = literal.parent?.kind === 'unary_expression' ? literal.parent : literal;
  const list = value.parent;
  const statement = list?.kind === 'expression_list' ? list.parent : undefined;
  const fn = statement?.kind === 'return_statement' ? pkg.functionOf(statement) : undefined;
  if (!fn || !list) return false;
  return isOwnInterface(pkg, pkg.signatureOf(fn).results[list.namedChildren.indexOf(value)]?.type);
}

/** Whether a type is an interface of the module that writes down each of its methods. */
function isOwnInterface(pkg: PackageModel, type: GoType | undefined): boolean {
  const id = namedId(type);
  if (id === undefined || !moduleGraphOf(pkg, pkg.files[0]!).declares(id)) return false;
  const bare = pkg.underlying(type);
  const elements = bare?.kind === 'interface' ? (bare.node?.namedChildren ?? []) : [];
  const methods = elements.filter(({ kind }) => kind === 'method_elem');
  return methods.length > 0 && elements.every((each) => each.isExtra || methods.includes(each));
}
