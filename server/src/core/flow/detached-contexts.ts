import { memoized } from '../semantic/memo.ts';
import type { PackageModel, ProgramModel, VarObject } from '../semantic/model.ts';
import { callsInModule } from './goroutines/once.ts';
import { endsWithRequest, isHandler } from './request-contexts.ts';

/**
 * Whether the context that a parameter holds may end before its function is done, although nobody has given up: some handler starts the
 * function in a goroutine with the context of its request, and net/http/server.go, (*conn).serve cancels that after ServeHTTP has returned.
 */
export function isOfDetachedWork(pkg: PackageModel, parameter: VarObject): boolean {
  if (parameter.role !== 'parameter' || !pkg.program.moduleIsComplete) return false;
  const known = answersOf(pkg.program);
  const answer = known.get(parameter) ?? isStartedByHandler(pkg, parameter);
  known.set(parameter, answer);
  return answer;
}

const answersOf = memoized<ProgramModel, Map<VarObject, boolean>>(() => new Map());

function isStartedByHandler(pkg: PackageModel, parameter: VarObject): boolean {
  const fn = parameter.function;
  const index = fn?.parameters.indexOf(parameter) ?? -1;
  if (!fn || index < 0) return false;
  return (callsInModule(pkg, fn) ?? []).some(({ pkg: home, node }) => {
    const given = node.kind === 'call_expression' ? node.field('arguments')?.namedChildren[index] : undefined;
    const handler = home.functionOf(node);
    return (
      node.parent?.kind === 'go_statement' &&
      given !== undefined &&
      handler !== undefined &&
      isHandler(home, handler) &&
      endsWithRequest(home, handler, given)
    );
  });
}
