import { outermost } from '../../semantic/declarations.ts';
import { isExportedFunction, isOpenToOtherModules } from '../../semantic/exported.ts';
import type { GoFunction, PackageModel } from '../../semantic/model.ts';
import { namedId } from '../../semantic/types.ts';
import { type Channel, type Channels, startOfLiteral } from '../channels.ts';
import type { ControlFlowGraph } from '../model.ts';
import { isReadToClose, looksAtContext, mayBeLeft } from './closed-ranges.ts';
import type { Place } from './held-functions.ts';
import type { StuckOperation } from './leaks.ts';
import { callsInModule } from './once.ts';

/**
 * Sends, round after round, on a channel that a function with a context returns: whoever receives has the same
 * context to leave with, and the sender does not look at it.
 */
export function* ignoringContext(
  pkg: PackageModel,
  channels: Channels,
  graphOf: (fn: GoFunction) => ControlFlowGraph,
  owner: GoFunction,
): Generator<StuckOperation> {
  const ignored = owner.parameters.find(
    (parameter) => parameter && namedId(pkg.typeOfObject(parameter)) === 'context.Context',
  );
  if (!ignored || owner.hasError || !canLeave(pkg, owner)) return;
  for (const node of owner.body?.descendants('send_statement') ?? []) {
    const sender = pkg.functionOf(node);
    const operand = node.field('channel');
    if (!sender || !operand || sender.outer !== owner || node.parent?.kind === 'communication_case') continue;
    const start = startOfLiteral(pkg, sender.node);
    const graph = graphOf(sender);
    const block = graph.blockOf(node);
    if (start?.kind !== 'go_statement' || !block || !graph.inLoop(block)) continue;
    const channel = channels.channelOf(operand);
    const [make, ...others] = channel.makes.filter((each) => pkg.functionOf(each.node) === owner);
    const variable = channel.variables.find((each) => each.function === owner && each.role !== 'parameter');
    // the receivers are those who call the owner, and nobody in it
    const isReturned = channel.others.receive && returns(pkg, owner, channel);
    const hasReceiver = channel.operations.some(
      (each) => each.kind === 'receive' && owner.node.contains(each.node),
    );
    if (!variable || !isReturned || hasReceiver || others.length > 0) continue;
    if (make?.capacity === undefined) continue;
    yield {
      node,
      kind: 'send',
      channel,
      variable,
      owner,
      start,
      exit: undefined,
      chosen: undefined,
      received: 0,
      alsoStuck: [],
      copies: 1,
      capacity: make.capacity,
      dropped: undefined,
      ignored,
      certainty: 'likely',
    };
  }
}

function returns(pkg: PackageModel, owner: GoFunction, channel: Channel): boolean {
  return [...(owner.body?.descendants('return_statement') ?? [])].some(
    (statement) =>
      pkg.functionOf(statement) === owner &&
      (statement.firstNamedChild?.namedChildren ?? []).some((value) => {
        const object = value.kind === 'identifier' ? pkg.objectOf(value) : undefined;
        return object?.kind === 'var' && channel.variables.includes(object);
      }),
  );
}

/**
 * Whether somebody who gets the channel may leave with the context: the callers of other modules may; those of a function that they
 * cannot name are all seen, and one that takes what comes until the channel is closed does not.
 */
function canLeave(pkg: PackageModel, owner: GoFunction): boolean {
  if (isExportedFunction(owner) && isOpenToOtherModules(pkg)) return true;
  const calls = callsInModule(pkg, owner);
  if (calls && !calls.some((call) => mayLeaveCall(call, new Set([owner])))) return false;
  if (isExportedFunction(owner)) return true;
  // by whatever type they call it, the callers are in the package
  const name = owner.node.field('name')?.text;
  return pkg.files
    .flatMap((file) => (name === undefined ? [] : file.tree.identifiersNamed(name)))
    .map((mention) => pkg.functionOf(mention))
    .some((caller) => caller !== undefined && caller !== owner && looksAtContext(pkg, caller.node));
}

/** @param open functions whose callers are being asked */
function mayLeaveCall({ pkg, node }: Place, open: ReadonlySet<GoFunction>): boolean {
  const caller = pkg.functionOf(node);
  if (!caller || isReadToClose(pkg, node)) return false;
  if (mayBeLeft(pkg, node)) return true;
  const top = outermost(caller)!;
  if (node.parent?.parent?.kind !== 'return_statement') return looksAtContext(pkg, top.node);
  if (open.has(top)) return false;
  const calls =
    caller === top && !(isExportedFunction(top) && isOpenToOtherModules(pkg))
      ? callsInModule(pkg, top)
      : undefined;
  return calls?.some((call) => mayLeaveCall(call, new Set([...open, top]))) ?? true;
}
