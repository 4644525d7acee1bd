import { isExported } from '../semantic/exported.ts';
import { homeOf } from '../semantic/home.ts';
import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { targetsOf } from './assignments.ts';
import { isOnce } from './goroutines/once.ts';
import { graphsOf } from './graphs.ts';
import { audienceOf, isSetByFlag, LISTEN } from './listen-addresses.ts';
import { loopsAround } from './loop-heads.ts';
import { nilComparison, unwrapped, variable } from './nil-comparison.ts';
import { type Origin, originsOf } from './origins.ts';
import { placeOf } from './places.ts';

/**
 * Whether an address that is dialled is one of this machine, where what listens answers or refuses at once: `here`; by
 * default, where a configuration may give another one; `completed` where the code puts this machine in front of what names
 * none; or not as far as is seen.
 */
export function nearnessOf(
  pkg: PackageModel,
  address: SyntaxNode,
): 'here' | 'by default' | 'completed' | undefined {
  if (isListenedOn(pkg, address) || isPrintedByChild(pkg, address)) return 'here';
  if (isCompleted(pkg, address)) return 'completed';
  if (audienceOf(pkg, address) !== 'local') return undefined;
  const origins = originsOf(pkg, address, { fields: true, unknowns: true })?.all ?? [];
  return origins.some((origin) => mayBeConfigured(pkg, origin)) ? 'by default' : 'here';
}

/** Whether an address without a host gets that of this machine: `address = "127.0.0.1" + address`. */
function isCompleted(pkg: PackageModel, address: SyntaxNode): boolean {
  const object = variable(pkg, address);
  if (!object || (object.role !== 'local' && object.role !== 'parameter')) return false;
  return pkg.referencesTo(object).some((mention) => {
    const statement = mention.parent?.kind === 'expression_list' ? mention.parent.parent : undefined;
    const value =
      mention.parent?.fieldName === 'left' ? statement?.field('right')?.firstNamedChild : undefined;
    const [host, rest] = [value?.field('left'), value?.field('right')];
    if (value?.kind !== 'binary_expression' || !host || !rest || variable(pkg, rest) !== object) return false;
    const constant = pkg.constantOf(host);
    return constant?.kind === 'string' && /^(?:127\.[\d.]+|localhost|\[::1\])$/.test(constant.parts[0] ?? '');
  });
}

/** Whether others than the code of this package may put an address into the field that an origin selects. */
function mayBeConfigured(pkg: PackageModel, { node }: Origin): boolean {
  const name = node.kind === 'selector_expression' ? node.field('field') : undefined;
  const object = name && pkg.objectOf(name);
  if (object?.kind !== 'var' || object.role !== 'field') return false;
  return isExported(object.name) && !isSetByFlag(pkg, object);
}

/** Whether the package opens a listener, or makes a server of net/http, on the same field of the same configuration. */
function isListenedOn(pkg: PackageModel, address: SyntaxNode): boolean {
  const name = address.kind === 'selector_expression' ? address.field('field') : undefined;
  if (!name) return false;
  return pkg.files.some(
    (file) =>
      !file.isTest &&
      file.tree.identifiersNamed(name.text).some((mention) => {
        const selector = mention.fieldName === 'field' ? mention.parent! : undefined;
        return selector !== undefined && takesListener(pkg, selector) && namesSame(pkg, selector, address);
      }),
  );
}

/** Whether an expression is the address that something listens on. */
function takesListener(pkg: PackageModel, address: SyntaxNode): boolean {
  const { parent } = address;
  if (parent?.kind === 'argument_list' && parent.parent?.kind === 'call_expression') {
    const index = LISTEN.get(pkg.calleeOf(parent.parent)?.id ?? '');
    return index !== undefined && parent.namedChildren[index + 1] === address;
  }
  const element =
    parent?.kind === 'literal_element' && parent.fieldName === 'value' ? parent.parent : undefined;
  const literal = element?.parent?.parent;
  return (
    element?.field('key')?.text === 'Addr' &&
    literal?.kind === 'composite_literal' &&
    namedId(pkg.typeOf(literal)) === 'net/http.Server'
  );
}

/** Whether two selections go through the same fields from variables of the same type: `config.HTTP.Addr` of two functions. */
function namesSame(pkg: PackageModel, one: SyntaxNode, other: SyntaxNode): boolean {
  const [first, second] = [placeOf(pkg, one), placeOf(pkg, other)];
  if (!first || !second || first.fields.join('.') !== second.fields.join('.')) return false;
  if (first.root === second.root) return true;
  const type = (root: VarObject): string | undefined => {
    const known = pkg.typeOfObject(root);
    return namedId(known?.kind === 'pointer' ? known.element : known);
  };
  return type(first.root) !== undefined && type(first.root) === type(second.root);
}

/**
 * Whether an address comes from functions that start a process, read what it prints, and set the address themselves: it is
 * that of a child on this machine. The text of a `net.Addr` is that of the address.
 */
function isPrintedByChild(pkg: PackageModel, address: SyntaxNode): boolean {
  const called = address.kind === 'call_expression' ? address.field('function') : undefined;
  const isText = called?.field('field')?.text === 'String' && pkg.calleeOf(address)?.id.startsWith('net.');
  const asked = (isText && called?.field('operand')) || address;
  const origins = originsOf(pkg, asked, { fields: true, unknowns: true })?.all ?? [];
  return (
    origins.length > 0 &&
    origins.every(({ node }) => {
      const home = homeOf(pkg, node);
      const fn = home.functionOf(node);
      return fn !== undefined && startsChild(home, fn) && isSetIn(home, fn, node);
    })
  );
}

/** Whether a function starts a command whose output it reads. */
function startsChild(pkg: PackageModel, fn: GoFunction): boolean {
  pkg.program.memory.usesText(fn);
  const { tree } = fn.file;
  const starts = tree
    .identifiersNamed('Start', fn.node)
    .some(({ parent }) => parent?.parent && pkg.calleeOf(parent.parent)?.id === 'os/exec.Cmd.Start');
  return (
    starts &&
    ['Stdout', 'StdoutPipe'].some((name) =>
      tree.identifiersNamed(name, fn.node).some(({ parent }) => {
        const operand = parent?.kind === 'selector_expression' ? parent.field('operand') : undefined;
        return operand !== undefined && namedId(bare(pkg, operand)) === 'os/exec.Cmd';
      }),
    )
  );
}

function bare(pkg: PackageModel, node: SyntaxNode): ReturnType<PackageModel['typeOf']> {
  const type = pkg.typeOf(node);
  return type?.kind === 'pointer' ? type.element : type;
}

/** Whether a field that an origin selects is assigned in the function, or the origin is a call in it. */
function isSetIn(pkg: PackageModel, fn: GoFunction, node: SyntaxNode): boolean {
  if (node.kind === 'call_expression') return true;
  const name = node.kind === 'selector_expression' ? node.field('field') : undefined;
  const object = name && pkg.objectOf(name);
  if (object?.kind !== 'var') return false;
  return fn.file.tree.identifiersNamed(name!.text, fn.node).some(({ parent }) => {
    const statement = parent?.parent?.kind === 'expression_list' ? parent.parent.parent : undefined;
    return (
      parent !== undefined &&
      pkg.objectOf(parent.field('field')!) === object &&
      targetsOf(statement).includes(parent)
    );
  });
}

/**
 * Whether a dial asks once in the life of the process whether something listens: what it gives is only closed, and its
 * error decides what comes next.
 */
export function isProbeAtStartUp(pkg: PackageModel, dial: SyntaxNode): boolean {
  return isProbe(pkg, dial) && isOnce(pkg, (fn) => graphsOf(pkg).graphOf(fn), dial);
}

/** Whether a dial is tried again and again until the process listens that its function has started before: a child, on this machine. */
export function isProbeOfChild(pkg: PackageModel, dial: SyntaxNode): boolean {
  const [loop] = loopsAround(dial);
  const fn = pkg.functionOf(dial);
  if (!loop || !fn || !isProbe(pkg, dial)) return false;
  return fn.file.tree.identifiersNamed('Start', fn.node).some((name) => {
    const call = name.parent?.parent;
    return (
      call?.kind === 'call_expression' &&
      call.end <= loop.start &&
      pkg.functionOf(call) === fn &&
      pkg.calleeOf(call)?.id === 'os/exec.Cmd.Start'
    );
  });
}

/** Whether what a dial gives is only closed. */
function isProbe(pkg: PackageModel, dial: SyntaxNode): boolean {
  const list = dial.parent?.kind === 'expression_list' ? dial.parent : undefined;
  const [target] = targetsOf(list?.parent);
  const connection = target && variable(pkg, target);
  if (connection?.role !== 'local') return false;
  return pkg.referencesTo(connection).every((mention) => {
    const { parent } = mention;
    if (mention === connection.node || mention === target) return true;
    if (parent?.kind === 'selector_expression') {
      return parent.field('field')?.text === 'Close' && parent.parent?.kind === 'call_expression';
    }
    return parent !== undefined && nilComparison(pkg, unwrapped(parent)) !== undefined;
  });
}
