import type { OwnershipType } from '../knowledge/ownership/table.ts';
import { homeOf } from '../semantic/home.ts';
import type { Callee, GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import { namedId, pointed } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isAssignedWhole } from './assignments.ts';
import { unwrapped, variable } from './nil-comparison.ts';

/** net/http/httptest/recorder.go: its methods are those of http.ResponseWriter, `Flush` and `Result`; it is no http.Hijacker. */
const RECORDER = 'net/http/httptest.ResponseRecorder';

/**
 * Whether a call would take the connection of an answer over, and the answer is a recorder, which has none: such a call fails
 * (gorilla/websocket server.go, Upgrade: "websocket: response does not implement http.Hijacker"). A function of the program
 * counts where each call in it that acquires gets the parameter.
 */
export function takesOverRecorder(
  pkg: PackageModel,
  call: SyntaxNode,
  callee: Callee,
  type: OwnershipType,
): boolean {
  const given = call.field('arguments')?.namedChildren ?? [];
  return given.some((argument, index) => {
    if (namedId(pointed(pkg.typeOf(argument))) !== RECORDER) return false;
    if (!callee.function) return true;
    const parameter = callee.function.parameters[index + callee.firstParameter];
    return (
      parameter !== undefined && acquiresFrom(homeOf(pkg, callee.function), callee.function, parameter, type)
    );
  });
}

function acquiresFrom(pkg: PackageModel, fn: GoFunction, parameter: VarObject, type: OwnershipType): boolean {
  if (pkg.referencesTo(parameter).some(isAssignedWhole)) return false;
  pkg.program.memory.usesText(fn);
  const acquiring = [...(fn.body?.descendants('call_expression') ?? [])].filter((call) =>
    type.acquire.has(pkg.calleeOf(call)?.id ?? ''),
  );
  return (
    acquiring.length > 0 &&
    acquiring.every((call) =>
      call.field('arguments')?.namedChildren.some((each) => variable(pkg, unwrapped(each)) === parameter),
    )
  );
}
