import type { Localized } from '../../finding.ts';
import { endsWithReturn } from '../../flow/ended-requests.ts';
import { endsByFailure } from '../../flow/group-contexts.ts';
import type { Leak, OwnedResource } from '../../flow/model.ts';
import { REMAINS } from '../../flow/path-state.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Report, RuleContext } from '../rule.ts';

/**
 * The leak that says most: an unread value before one that was read to its end, one whose every step is understood before
 * a likely one, an early return before the end of the function, an exit that takes no failure before one that does.
 */
export function mainLeak(resource: OwnedResource): Leak {
  const order: readonly Leak['reason'][] = ['early-return', 'overwritten', 'loop-iteration'];
  const rank = (reason: Leak['reason']): number => {
    const index = order.indexOf(reason);
    return index < 0 ? order.length : index;
  };
  return [...resource.leaks].sort(
    (a, b) =>
      REMAINS[b.reading] - REMAINS[a.reading] ||
      Number(a.certainty === 'likely') - Number(b.certainty === 'likely') ||
      rank(a.reason) - rank(b.reason) ||
      failures(a) - failures(b) ||
      a.exit.start - b.exit.start,
  )[0]!;
}

/** How many errors, or other values that are not nil, it takes to come to where a leak leaves. */
function failures({ path }: Leak): number {
  return path.filter(({ kind, node, taken }) => {
    if (kind !== 'branch' || node.kind !== 'binary_expression') return false;
    const isNil = node.field('left')?.kind === 'nil' || node.field('right')?.kind === 'nil';
    return isNil && taken === (node.field('operator')?.text === '!=');
  }).length;
}

/**
 * Whether a value that lives on the context of its acquisition ends with it where the leak leaves: by a deferred cancel, or
 * by the error that a group gets.
 */
export function endsByCancel(
  resource: OwnedResource,
  leak: Leak,
  { package: pkg, flow }: RuleContext,
): boolean {
  if (leak.reason === 'loop-iteration' || leak.reason === 'overwritten') return false;
  return endsWithReturn(pkg, flow.graphOf(resource.function), resource) || endsByFailure(pkg, leak);
}

/** The acquiring call on one line: of a call over several lines the part before the arguments, or its last selector. */
export function anchorOf(call: SyntaxNode): SyntaxNode {
  if (!call.text.includes('\n')) return call;
  const called = call.field('function') ?? call;
  return called.text.includes('\n') ? (called.field('field') ?? called) : called;
}

/** Where a value is lost; where a function ends, that is its closing brace. */
export function exitNode(leak: Leak): SyntaxNode {
  return leak.exit.kind === 'block' ? leak.exit.children[leak.exit.children.length - 1]! : leak.exit;
}

/** Acquisition, the last two branches of the witness path, and the place where the value is lost. */
export function witnessPlaces(leak: Leak, name: string, left: Localized): Report['related'] {
  if (leak.reason === 'discarded') return [];
  const places: { node: SyntaxNode; message: Localized }[] = [
    {
      node: anchorOf(leak.resource.acquisition),
      message: acquired(leak, name),
    },
  ];
  for (const { node, taken } of leak.path.filter((step) => step.kind === 'branch').slice(-2)) {
    const condition = node.text.length <= 60 && !node.text.includes('\n') ? node.text : 'this';
    places.push({
      node,
      message:
        taken === undefined
          ? { en: 'this case is taken', 'zh-cn': '走这个分支' }
          : taken
            ? { en: `${condition} is true`, 'zh-cn': `${condition} 成立` }
            : { en: `${condition} is false`, 'zh-cn': `${condition} 不成立` },
    });
  }
  places.push({ node: exitNode(leak), message: left });
  return places;
}

function acquired({ resource: { owner } }: Leak, name: string): Localized {
  if (!owner) return { en: `${name} is acquired here`, 'zh-cn': `${name} 在这里取得` };
  const { name: type, method } = owner;
  return method
    ? {
        en: `${name} is made here: its type ${type} owns what it opens until ${method} is called`,
        'zh-cn': `${name} 在这里创建：${type} 持有它打开的资源，直到调用 ${method}`,
      }
    : {
        en: `${name} is made here: its type ${type} owns what it opens until one of its methods releases it`,
        'zh-cn': `${name} 在这里创建：${type} 持有它打开的资源，直到它的某个方法将其释放`,
      };
}

/** The name of a function in a title. */
export function functionName(resource: OwnedResource): string {
  return resource.function.node.kind === 'func_literal' ? 'the function literal' : resource.function.name;
}
