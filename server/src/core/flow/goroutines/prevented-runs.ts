import { homeOf } from '../../semantic/home.ts';
import type { PackageModel } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { isUngivenCommandContext } from '../endless-parameters.ts';
import { variable } from '../nil-comparison.ts';
import { originsOf } from '../origins.ts';
import type { StuckOperation } from './leaks.ts';

/**
 * Whether whoever receives leaves early only at the end of a context that is the one of a cobra command, to which the module gives none:
 * then it is context.Background, which never ends.
 */
export function needsEndOfCommand(pkg: PackageModel, { channel }: StuckOperation): boolean {
  const receives = channel.operations.filter(({ kind }) => kind === 'receive');
  const contexts = receives.flatMap(({ node }) => {
    const select = node.ancestor('communication_case')?.parent;
    return (select?.namedChildren ?? []).flatMap((clause) => doneContext(pkg, clause) ?? []);
  });
  return (
    contexts.length > 0 &&
    contexts.every((context) => {
      const origins = originsOf(pkg, context, { fields: false })?.all ?? [];
      return origins.length > 0 && origins.every(({ node }) => isOfCommand(pkg, node));
    })
  );
}

function isOfCommand(pkg: PackageModel, node: SyntaxNode): boolean {
  const home = homeOf(pkg, node);
  return isUngivenCommandContext(home, node);
}

/** The context at whose end a clause is chosen: `ctx` of `case <-ctx.Done():`. */
function doneContext(pkg: PackageModel, clause: SyntaxNode): SyntaxNode | undefined {
  for (const call of clause.field('communication')?.descendants('call_expression') ?? []) {
    const callee = pkg.calleeOf(call);
    if (callee?.id === 'context.Context.Done') return callee.receiver;
  }
  return undefined;
}

const SERVES = 'google.golang.org/grpc.Server.Serve';
const STOPS = /^google\.golang\.org\/grpc\.Server\.(?:GracefulStop|Stop)$/;

/**
 * Whether the owner stops the gRPC server on its way out that the goroutine serves: grpc server.go, Serve "will return a non-nil
 * error unless Stop or GracefulStop is called".
 */
export function stopsServer(pkg: PackageModel, { owner, exit, start }: StuckOperation): boolean {
  if (!exit || !start) return false;
  const served = new Set(
    [...start.descendants('call_expression')].flatMap((call) => {
      const callee = pkg.calleeOf(call);
      const server = callee?.id === SERVES && callee.receiver ? variable(pkg, callee.receiver) : undefined;
      return server ?? [];
    }),
  );
  return [...(owner.body?.descendants('call_expression') ?? [])].some((call) => {
    const callee = pkg.calleeOf(call);
    if (!STOPS.test(callee?.id ?? '') || !callee?.receiver || pkg.functionOf(call) !== owner) return false;
    const server = variable(pkg, callee.receiver);
    const statement = call.parent;
    const isBefore = call.end <= exit.start && statement?.parent?.contains(exit) === true;
    return server !== undefined && served.has(server) && (isBefore || statement?.kind === 'defer_statement');
  });
}

/** Whether a test sends to code under test, which alone receives: when it leaves is what the test has set up. */
export function sendsToCodeUnderTest(pkg: PackageModel, { channel, node }: StuckOperation): boolean {
  const receives = channel.operations.filter(({ kind }) => kind === 'receive');
  return (
    pkg.fileOf(node).isTest && receives.length > 0 && !receives.some((each) => pkg.fileOf(each.node).isTest)
  );
}

/** Whether that code alone receives, and leaves by another case of its select: which of them is ready is what the test has set up. */
export function isLeftByCodeUnderTest(pkg: PackageModel, stuck: StuckOperation): boolean {
  const { chosen, kind } = stuck;
  return (
    kind === 'send' && chosen !== undefined && !pkg.fileOf(chosen).isTest && sendsToCodeUnderTest(pkg, stuck)
  );
}

/** Whether an operation stands in a loop over a channel that a method of something from outside of the file gives. */
export function isFedByChannel(pkg: PackageModel, node: SyntaxNode): boolean {
  const loop = node.ancestor('for_statement');
  const clause = loop?.namedChildren.find(({ kind }) => kind === 'range_clause');
  const ranged = clause?.field('right');
  if (!loop || pkg.functionOf(loop) !== pkg.functionOf(node) || ranged?.kind !== 'call_expression')
    return false;
  const callee = pkg.calleeOf(ranged);
  return callee?.receiver !== undefined && (!callee.function || !pkg.files.includes(callee.function.file));
}
