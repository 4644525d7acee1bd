import {
  AWS_CONFIG,
  AWS_CONFIG_LOADER,
  AWS_WITH_HTTP_CLIENT,
  isAwsClient,
  isAwsMaker,
} from '../knowledge/aws-sdk.ts';
import type { FileModel, GoFunction, PackageModel } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignmentsOf } from './assignments.ts';
import { type MadeAgain, madeAgainIn } from './made-again.ts';
import type { FlowModel } from './model.ts';
import { originsOf } from './origins.ts';
import { placeOf } from './places.ts';
import { repeatedRunOf } from './repeated-runs.ts';
import { isSameForAll, type RequestPath, requestPathTo } from './request-reach.ts';

/** An AWS configuration or service client that is made again and again and ends with the functions that use it. */
export interface AwsMadeAgain extends MadeAgain {
  /** `configuration`: a load, with the clients made of it. `client`: only the client, of a configuration that is loaded once. */
  readonly kind: 'configuration' | 'client';
  /** Whether every load gives the same: its options depend on nothing that a caller or a round of a loop decides. */
  readonly isSame: boolean;
}

const through = (id: string): number | undefined => (isAwsMaker(id) ? 0 : undefined);

/** Those of a file, without those that send over an HTTP client that outlives them. */
export function* awsMadeAgainIn(
  pkg: PackageModel,
  file: FileModel,
  flow: FlowModel,
): Generator<AwsMadeAgain> {
  const loads = madeAgainIn(pkg, file, flow, (id) => id === AWS_CONFIG_LOADER, {
    // a configuration that is only read opens no connection
    isOpen: ({ selections }) =>
      selections.some((each) => {
        const operand = each.field('operand');
        return operand !== undefined && namedId(pkg.typeOf(operand)) !== AWS_CONFIG;
      }),
    through,
  });
  for (const load of loads) {
    if (sharesHttpClient(pkg, load.function)) continue;
    yield { ...load, kind: 'configuration', isSame: isSameEachTime(pkg, load.call) };
  }
  for (const client of madeAgainIn(pkg, file, flow, isAwsClient, { through })) {
    if (client.reach.selections.length === 0 || sharesHttpClient(pkg, client.function)) continue;
    if (isOfLoadOnce(pkg, flow, client.call)) yield { ...client, kind: 'client', isSame: true };
  }
}

/** Whether a client is made of a configuration that is seen to be loaded once, and without an HTTP client of its own. */
function isOfLoadOnce(pkg: PackageModel, flow: FlowModel, client: SyntaxNode): boolean {
  const configuration = client.field('arguments')?.firstNamedChild;
  const origins = configuration && originsOf(pkg, configuration, { fields: true, unknowns: true })?.all;
  return (
    origins !== undefined &&
    origins.length > 0 &&
    origins.every(({ node, result }) => {
      const home = node.kind === 'call_expression' && pkg.program.packageOf(pkg.fileOf(node).path);
      if (!home || result !== 0 || home.calleeOf(node)?.id !== AWS_CONFIG_LOADER) return false;
      const fn = home.functionOf(node);
      if (fn && sharesHttpClient(home, fn)) return false;
      return repeatedRunOf(home, (each) => flow.graphOf(each), node) === undefined;
    })
  );
}

/** Whether a function hands an HTTP client to the SDK that outlives it. */
function sharesHttpClient(pkg: PackageModel, { body }: GoFunction): boolean {
  for (const node of body?.descendants('call_expression', 'assignment_statement') ?? []) {
    if (node.kind === 'call_expression') {
      const given = node.field('arguments')?.firstNamedChild;
      if (pkg.calleeOf(node)?.id === AWS_WITH_HTTP_CLIENT && isOutliving(pkg, given)) return true;
      continue;
    }
    const isSet = assignmentsOf(node).some(
      ({ target, value }) =>
        target.kind === 'selector_expression' &&
        target.field('field')?.text === 'HTTPClient' &&
        isOutliving(pkg, value),
    );
    if (isSet) return true;
  }
  return false;
}

function isOutliving(pkg: PackageModel, value: SyntaxNode | undefined): boolean {
  const place = placeOf(pkg, value);
  return place !== undefined && place.root.role !== 'local';
}

function isSameEachTime(pkg: PackageModel, call: SyntaxNode): boolean {
  const [, ...options] = call.field('arguments')?.namedChildren ?? [];
  const fn = pkg.functionOf(call)!;
  // without a path every parameter may differ
  const here: RequestPath = { handler: fn, handlerPackage: pkg, calls: [], isCertain: true };
  const path = requestPathTo(pkg, call) ?? here;
  return options.every((option) => isSameForAll(pkg, option, path));
}
