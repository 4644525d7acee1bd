import type { PackageModel } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { bindingOf } from './bindings.ts';
import { loopsAround, roundsOf } from './loop-heads.ts';
import { nilComparison, variable } from './nil-comparison.ts';

const LEAVES = ['return_statement', 'break_statement', 'goto_statement'] as const;

/**
 * Whether a gRPC call is asked to wait until the server is there (google.golang.org/grpc rpc_util.go, WaitForReady "If waitForReady is
 * true, ... the RPC is queued"), in a loop that nothing but its success leaves: the wait is the purpose, and a limit of each attempt
 * would only begin the next one.
 */
export function isWaitForReadiness(pkg: PackageModel, call: SyntaxNode): boolean {
  const isAsked = call.field('arguments')?.namedChildren.some((option) => {
    const id = option.kind === 'call_expression' ? pkg.calleeOf(option)?.id : undefined;
    const value = id === 'google.golang.org/grpc.WaitForReady' && option.field('arguments')?.firstNamedChild;
    return value && value.kind === 'true';
  });
  const [loop] = loopsAround(call);
  if (!isAsked || !loop || roundsOf(pkg, loop) !== 'endless') return false;
  const { error } = bindingOf(pkg, call, 0);
  const object = error && variable(pkg, error);
  if (!object) return false;
  return LEAVES.every((kind) =>
    [...loop.descendants(kind)].every((jump) => {
      if (pkg.functionOf(jump) !== pkg.functionOf(loop)) return true;
      for (let each = jump; each.parent && each !== loop; each = each.parent) {
        const compared =
          each.parent.kind === 'if_statement'
            ? nilComparison(pkg, each.parent.field('condition')!)
            : undefined;
        if (compared?.object !== object || !compared.isWhole) continue;
        if (each.fieldName === (compared.equal ? 'consequence' : 'alternative')) return true;
      }
      return false;
    }),
  );
}
