import type { FileModel, GoFunction, PackageModel } from '../semantic/model.ts';
import { isTestHelper, moduleGraphOf } from '../semantic/module-graph.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import type { FlowModel } from './model.ts';
import { type RepeatedRun, repeatedRunOf } from './repeated-runs.ts';
import { isGivenTest } from './start-up.ts';
import { reachOfValue, type Through, type ValueReach } from './value-reach.ts';

/** A call of a function by its canonical name. */
export interface NamedCall {
  readonly call: SyntaxNode;
  /** Canonical name of the callee. */
  readonly id: string;
  readonly function: GoFunction;
}

/** The calls of a file, inside functions and not for tests, whose callee is wanted. */
export function* namedCallsIn(
  pkg: PackageModel,
  file: FileModel,
  isWanted: (id: string) => boolean,
): Generator<NamedCall> {
  if (isTestHelper(pkg, file)) return;
  for (const call of file.tree.root.descendants('call_expression')) {
    const id = pkg.calleeOf(call)?.id ?? '';
    if (!isWanted(id)) continue;
    const fn = pkg.functionOf(call);
    if (fn && !isGivenTest(pkg, fn)) yield { call, id, function: fn };
  }
}

/** A value that is made anew again and again, and ends with the functions that use it. */
export interface MadeAgain extends NamedCall {
  readonly reach: ValueReach;
  readonly repeated: RepeatedRun;
  /** Whether the program serves nothing and does one thing after the other. */
  readonly isOneShot: boolean;
}

/** What is asked of a value besides. */
export interface MadeAgainOptions {
  /** Whether the way that the value goes leaves the question open. */
  readonly isOpen?: (reach: ValueReach) => boolean;
  readonly through?: Through;
}

/** The calls of a file that make such a value: per request, per record, per round of a loop, per call of a service. */
export function* madeAgainIn(
  pkg: PackageModel,
  file: FileModel,
  flow: FlowModel,
  isMaker: (id: string) => boolean,
  { isOpen = () => true, through }: MadeAgainOptions = {},
): Generator<MadeAgain> {
  for (const named of namedCallsIn(pkg, file, isMaker)) {
    const reach = reachOfValue(pkg, named.call, through);
    // it lives on
    if (!reach.isConfined || reach.lost || !isOpen(reach)) continue;
    const repeated = repeatedRunOf(pkg, (each) => flow.graphOf(each), named.call);
    if (!repeated || repeated.isRefresh) continue;
    yield { ...named, reach, repeated, isOneShot: moduleGraphOf(pkg, file).reachOf(file).oneShot };
  }
}
