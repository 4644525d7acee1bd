import { isStandardLibrary } from '../knowledge/behaviour/index.ts';
import type { Callee, PackageModel } from '../semantic/model.ts';
import { homeOf } from './graphs.ts';
import type { FlowModel, OwnedResource } from './model.ts';

/** Functions of the program that are followed between a call and what acquires for it. */
const DEPTH = 3;

/** A call outside the program, or of an interface, that a value comes from. */
export interface Source {
  /** The package that the call stands in. */
  readonly pkg: PackageModel;
  readonly callee: Callee;
}

/** What acquires a value at last, through functions of the program that hand it on. */
export function sourcesOf(
  pkg: PackageModel,
  flow: FlowModel,
  { acquisition, type }: OwnedResource,
  depth: number = DEPTH,
): readonly Source[] {
  const callee = pkg.calleeOf(acquisition);
  if (!callee) return [];
  const { function: fn } = callee;
  if (!fn || depth === 0) return [{ pkg, callee }];
  return flow
    .resourcesOf(fn, type)
    .filter(({ movesAway }) => movesAway)
    .flatMap((inner) => sourcesOf(homeOf(pkg, fn), flow, inner, depth - 1));
}

/**
 * Whether a value that a test gets comes from an interface, not one of the standard library, which the tests implement
 * themselves, as far as the name and the parameters of the method tell: what they put behind it may keep nothing.
 */
export function mayBeFake(pkg: PackageModel, flow: FlowModel, resource: OwnedResource): boolean {
  if (!resource.function.file.isTest) return false;
  return sourcesOf(pkg, flow, resource).some(({ pkg: home, callee }) => {
    const { kind, id, receiver, signature } = callee;
    const type = kind === 'interface-method' && receiver ? home.typeOf(receiver) : undefined;
    // an interface of the standard library is mostly what the library gives
    if (type?.kind !== 'named' || !type.object?.file || isStandardLibrary(id)) return false;
    return pkg
      .methodsNamed(id.slice(id.lastIndexOf('.') + 1))
      .some(({ file, parameters }) => file.isTest && parameters.length === signature?.parameters.length);
  });
}
