import { homeOf } from '../../semantic/home.ts';
import type { GoFunction, PackageModel, VarObject } from '../../semantic/model.ts';
import { callsBuiltin } from '../../semantic/universe.ts';
import { statementsOf } from '../../syntax/statements.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { onlyAssigned } from '../channel-syntax.ts';
import { startOfLiteral } from '../channels.ts';
import { variable } from '../nil-comparison.ts';
import type { StuckOperation } from './leaks.ts';

/** os/signal/signal.go: "Notify causes package signal to relay incoming signals to c." */
const NOTIFY = 'os/signal.Notify';

/**
 * Whether a goroutine comes to an operation only behind a call that waits for a signal to the process: what it is given to wait for is
 * closed by nothing but a goroutine that has received one.
 */
export function isBehindSignal(pkg: PackageModel, { node }: StuckOperation): boolean {
  const statement = node.kind === 'send_statement' ? node : node.ancestor('expression_statement');
  return (statement?.parent?.namedChildren ?? []).some((before) => {
    const call = before.kind === 'expression_statement' ? before.firstNamedChild : undefined;
    return call?.kind === 'call_expression' && before.end <= statement!.start && waitsForSignal(pkg, call);
  });
}

/** Whether the body of a called function waits, unconditionally, for a channel that a signal closes. */
function waitsForSignal(pkg: PackageModel, call: SyntaxNode): boolean {
  const callee = pkg.calleeOf(call);
  const fn = callee?.function;
  if (!fn?.body) return false;
  const home = homeOf(pkg, fn);
  const given = call.field('arguments')?.namedChildren ?? [];
  return statementsOf(fn.body).some((statement) => {
    const awaited = statement.kind === 'expression_statement' && receivedBy(statement.firstNamedChild);
    const parameter = awaited && variable(home, awaited);
    const argument = parameter && given[fn.parameters.indexOf(parameter)];
    const object = argument ? variable(pkg, argument) : undefined;
    const value = object?.role === 'local' ? onlyAssigned(pkg, object) : undefined;
    const maker = value?.kind === 'call_expression' ? pkg.calleeOf(value)?.function : undefined;
    return maker !== undefined && isClosedBySignal(homeOf(pkg, maker), maker);
  });
}

function receivedBy(node: SyntaxNode | undefined): SyntaxNode | undefined {
  return node?.kind === 'unary_expression' && node.field('operator')?.text === '<-'
    ? node.field('operand')
    : undefined;
}

/** Whether a function returns channels that nothing closes but goroutines of its own, once a signal has come. */
function isClosedBySignal(pkg: PackageModel, maker: GoFunction): boolean {
  const returned = [...(maker.body?.descendants('return_statement') ?? [])].filter(
    (each) => pkg.functionOf(each) === maker,
  );
  return (
    returned.length > 0 &&
    returned.every((statement) => {
      const values = statement.firstNamedChild?.namedChildren ?? [];
      const object = values.length === 1 ? variable(pkg, values[0]!) : undefined;
      const closes = object?.role === 'local' ? closesOf(pkg, object) : [];
      return closes.length > 0 && closes.every((close) => isBehindNotified(pkg, close, maker));
    })
  );
}

function closesOf(pkg: PackageModel, object: VarObject): readonly SyntaxNode[] {
  return pkg.referencesTo(object).flatMap(({ parent }) => {
    const call = parent?.kind === 'argument_list' ? parent.parent : undefined;
    return call && callsBuiltin(pkg, call, 'close') ? call : [];
  });
}

/** Whether a goroutine of a function comes to a close behind a receive from a channel to which signals are relayed. */
function isBehindNotified(pkg: PackageModel, close: SyntaxNode, maker: GoFunction): boolean {
  const fn = pkg.functionOf(close);
  if (fn?.outer !== maker || !startOfLiteral(pkg, fn.node)) return false;
  return statementsOf(fn.body).some((statement) => {
    if (statement.kind !== 'expression_statement' || statement.end > close.start) return false;
    const received = receivedBy(statement.firstNamedChild);
    const object = received && variable(pkg, received);
    return (
      object !== undefined &&
      pkg.referencesTo(object).some(({ parent }) => {
        const call = parent?.kind === 'argument_list' ? parent.parent : undefined;
        return call?.kind === 'call_expression' && pkg.calleeOf(call)?.id === NOTIFY;
      })
    );
  });
}
