import type { Localized } from '../../finding.ts';
import { isAssignedWhole } from '../../flow/assignments.ts';
import type { BasicBlock, ControlFlowGraph, OwnedResource } from '../../flow/model.ts';
import { nilComparison } from '../../flow/nil-comparison.ts';
import { OWNERSHIP } from '../../knowledge/ownership/table.ts';
import { isExported } from '../../semantic/exported.ts';
import type { VarObject } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { RuleContext, RuleFix } from '../rule.ts';
import { deferredCall, insertAfter, insertBefore, plainCall, removeLine, startsLine } from './insert.ts';
import { functionName, mainLeak } from './leaks.ts';

/** How a rule releases a value in its fixes. */
export interface Release {
  /** The call that releases: `resp.Body.Close()`, `tx.Rollback()`, `cancel()`. */
  readonly call: string;
  /** Whether the call has a result, which some styles of deferred calls drop in the open. */
  readonly hasResult: boolean;
  /** What is released, after "Close": `the body`, with its verb: `Close the body`, `Roll back`. */
  readonly action: Localized;
  /** False when the fix may only be offered, for a reason that the rule knows. */
  readonly maySafely: boolean;
  /** Whether a second release does nothing, so that one deferred release serves every path. */
  readonly isRepeatable?: boolean;
}

/** The value as the source has it: the variable, or its field where a struct that the function makes holds the value. */
export function valueText({ name, held }: OwnedResource): string {
  return [name?.text ?? '', ...held].join('.');
}

/** The release of a struct of the program that owns the value; undefined when no method of it can be called here. */
export function releaseOfOwner(resource: OwnedResource): Release | undefined {
  const { owner, name } = resource;
  if (!owner?.method || !name || (!owner.isNear && !isExported(owner.method))) return undefined;
  const call = `${valueText(resource)}.${owner.method}()`;
  return {
    call,
    hasResult: owner.hasResult,
    action: { en: `Release the ${owner.name}`, 'zh-cn': `释放 ${owner.name}` },
    // its method may do more than release
    maySafely: false,
  };
}

/**
 * Fixes for a value that is not released on every path: a defer right behind the error check, the deferred release that
 * stands too late moved there, or, where the value moves away on some path, a release before each return that loses it. Where the
 * branch of the error check loses it too (`if err != nil || resp.StatusCode != 200`), it is asked for and released there as well.
 * @returns none where no place is proved to hold the value
 */
export function releaseFixes(
  resource: OwnedResource,
  context: RuleContext,
  release: Release,
): readonly RuleFix[] {
  const { file, flow, config, package: pkg } = context;
  const { name, heldFrom } = resource;
  const leak = mainLeak(resource);
  // without a name, or without an error check behind it, there is no place where the value surely is
  if (!name || leak.reason === 'discarded' || resource.function.file !== file) return [];
  if (resource.mayOutlast) return [];
  const object = pkg.objectOf(name);
  if (object?.kind !== 'var') return [];
  const { call, hasResult, action } = release;
  const block = flow.graphOf(resource.function).blockOf(resource.acquisition);
  const isLooping = block !== undefined && flow.graphOf(resource.function).inLoop(block);
  const isReleasedSomewhere = resource.leaks.some((each) => each.releasedElsewhere);
  const assignments = pkg
    .referencesTo(object)
    .filter((node) => node.parent?.kind === 'expression_list' && node.parent.fieldName === 'left').length;
  const safety = release.maySafely ? 'safe' : 'suggested';
  const isPlain = !resource.owner && resource.held.length === 0;
  const outlasting = (isPlain && OWNERSHIP.get(resource.type)?.outlasting) || new Set<string>();

  const loses = (exit: SyntaxNode): boolean =>
    exit.kind === 'return_statement' &&
    pkg.lookup(name.text, exit) === object &&
    startsLine(file, exit) &&
    !needsValue(exit, name.text, outlasting);
  // `if err != nil || resp.StatusCode != 200 { return }`: left with the value or without, so that a release may meet nil there
  const branch = heldFrom?.field('consequence');
  const behind = resource.leaks.filter(({ exit }) => !branch?.contains(exit));
  const inBranch = resource.leaks.filter((each) => !behind.includes(each)).map(({ exit }) => exit);
  if (inBranch.length > 0 && !(isPlain && isComparedWithNil(pkg, object))) return [];
  if (!inBranch.every((exit) => loses(exit) && resource.leakingExits.includes(exit))) return [];
  const asked = inBranch.map(
    (exit) =>
      insertBefore(file, exit, [`if ${name.text} != nil {`, `\t${plainCall(call, hasResult, config)}`, '}'])!,
  );
  if (behind.length === 0) {
    return [
      {
        title: {
          en: `${action.en} in the branch of the error check, where there may be none: ${call}`,
          'zh-cn': `在错误检查的分支里${action['zh-cn']}（如果有）：${call}`,
        },
        safety: isLooping || assignments > 1 ? 'suggested' : safety,
        edits: asked,
        imports: [],
      },
    ];
  }
  if (!isLooping && !resource.movesAway && heldFrom && assignments <= 1) {
    const late = isReleasedSomewhere ? lateDefer(heldFrom, call, pkg, object) : undefined;
    if (late) {
      return [
        {
          title: {
            en: `Move defer ${call} up, right behind the error check`,
            'zh-cn': `把 defer ${call} 移到错误检查之后`,
          },
          safety,
          edits: [...asked, insertAfter(file, heldFrom, [late.text]), removeLine(file, late)],
          imports: [],
        },
      ];
    }
    if (!isReleasedSomewhere || release.isRepeatable) {
      return [
        {
          title: {
            en: `${action.en} when ${functionName(resource)} returns: defer ${call}`,
            'zh-cn': `函数返回时${action['zh-cn']}：defer ${call}`,
          },
          safety,
          edits: [...asked, insertAfter(file, heldFrom, [deferredCall(call, hasResult, config)])],
          imports: [],
        },
      ];
    }
  }
  const exits = behind.map((each) => each.exit);
  const graph = flow.graphOf(resource.function);
  const failed = blocksAfterFailure(resource, context, graph);
  const isProved = exits.every((exit) => {
    const left = graph.blockOf(exit);
    // where a path comes by that has acquired nothing, a release would meet a nil value
    const isHeld =
      block !== undefined && left !== undefined && graph.dominates(block, left) && !failed.has(left);
    return isHeld && resource.leakingExits.includes(exit);
  });
  const edits = exits.map((exit) =>
    loses(exit) ? insertBefore(file, exit, [plainCall(call, hasResult, config)]) : undefined,
  );
  if (!isProved || edits.some((edit) => edit === undefined)) return [];
  return [
    {
      title: {
        en: `${action.en} before ${edits.length === 1 ? 'the return' : `each of ${edits.length} returns`}: ${call}`,
        'zh-cn': `在返回之前${action['zh-cn']}：${call}`,
      },
      safety: isLooping || assignments > 1 ? 'suggested' : safety,
      edits: [...asked, ...edits.filter((edit) => edit !== undefined)],
      imports: [],
    },
  ];
}

/** Whether values of a type are compared with nil, as far as is known. */
function isComparedWithNil(pkg: RuleContext['package'], object: VarObject): boolean {
  const type = pkg.underlying(pkg.typeOfObject(object));
  return type !== undefined && ['pointer', 'interface', 'func'].includes(type.kind);
}

/** Blocks that control may come to without a value, since the error of its acquisition says so. */
function blocksAfterFailure(
  { acquisition, error }: OwnedResource,
  { package: pkg }: RuleContext,
  graph: ControlFlowGraph,
): ReadonlySet<BasicBlock> {
  const object = error && pkg.objectOf(error);
  const failed = new Set<BasicBlock>();
  if (object?.kind !== 'var') return failed;
  const again = pkg
    .referencesTo(object)
    .find((each) => each.start > acquisition.end && isAssignedWhole(each))?.start;
  for (const { successors } of graph.blocks) {
    for (const { condition, kind, to } of successors) {
      if (!condition || condition.start < acquisition.end || condition.start > (again ?? condition.start))
        continue;
      const comparison = nilComparison(pkg, condition);
      if (comparison?.object === object && comparison.isWhole && comparison.equal !== (kind === 'true'))
        failed.add(to);
    }
  }
  const start = graph.blockOf(acquisition);
  for (const block of failed) for (const { to } of block.successors) if (to !== start) failed.add(to);
  return failed;
}

/** Whether a statement uses the value in a way that a release before it would change. */
function needsValue(statement: SyntaxNode, name: string, outlasting: ReadonlySet<string>): boolean {
  for (const identifier of statement.descendants('identifier')) {
    if (identifier.text !== name) continue;
    const parent = identifier.parent;
    const field = parent?.kind === 'selector_expression' ? parent.field('field')?.text : undefined;
    if (field === undefined || !outlasting.has(field)) return true;
  }
  return false;
}

/** The only mention of the release, when it is a deferred one in the block of the error check, too late for an early return. */
function lateDefer(
  heldFrom: SyntaxNode,
  call: string,
  pkg: RuleContext['package'],
  object: VarObject,
): SyntaxNode | undefined {
  const releases = pkg
    .referencesTo(object)
    .map((node) => {
      let around: SyntaxNode | undefined = node;
      while (around && around.kind !== 'call_expression') around = around.parent;
      return around?.text === call ? around.parent : undefined;
    })
    .filter((node) => node !== undefined);
  const [only] = releases;
  if (releases.length !== 1 || only?.kind !== 'defer_statement' || only.parent !== heldFrom.parent)
    return undefined;
  return only.start > heldFrom.end ? only : undefined;
}
