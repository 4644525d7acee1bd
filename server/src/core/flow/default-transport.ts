import type { PackageModel, VarObject } from '../semantic/model.ts';
import { qualifiedId } from '../semantic/qualified.ts';
import { endsInJump } from '../syntax/statements.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isAssignedWhole } from './assignments.ts';
import { nilComparison, unwrapped, variable } from './nil-comparison.ts';

const DEFAULT_TRANSPORT = 'net/http.DefaultTransport';

/**
 * Whether a node is only reached where http.DefaultTransport is no *http.Transport: net/http/transport.go, `var DefaultTransport
 * RoundTripper = &Transport{`. That takes somebody who replaces it, and the module does not.
 */
export function isWithoutDefaultTransport(pkg: PackageModel, node: SyntaxNode): boolean {
  const fn = pkg.functionOf(node);
  for (let inner = node; fn && inner.parent && inner !== fn.node; inner = inner.parent) {
    const { parent } = inner;
    if (parent.kind === 'if_statement') {
      const isReached =
        (inner.fieldName === 'consequence' && saysOther(pkg, parent.field('condition'), false)) ||
        (inner.fieldName === 'alternative' && saysOther(pkg, parent.field('condition'), true));
      if (isReached) return !isReplaced(pkg, node);
    } else if (parent.kind === 'statement_list') {
      const isBehind = parent.namedChildren.some(
        (each) =>
          each.kind === 'if_statement' &&
          each.end <= inner.start &&
          !each.field('alternative') &&
          endsInJump(each.field('consequence')) &&
          saysOther(pkg, each.field('condition'), true),
      );
      if (isBehind) return !isReplaced(pkg, node);
    }
  }
  return false;
}

/** Whether a condition that holds, or does not where it is turned round, means that the assertion has failed. */
function saysOther(pkg: PackageModel, condition: SyntaxNode | undefined, isTurned: boolean): boolean {
  if (!condition) return false;
  const bare = unwrapped(condition);
  const operator = bare.field('operator')?.text;
  if (bare.kind === 'binary_expression' && operator === (isTurned ? '&&' : '||'))
    return [bare.field('left'), bare.field('right')].every((each) => saysOther(pkg, each, isTurned));
  const compared = nilComparison(pkg, bare);
  if (compared) return compared.equal !== isTurned && isAsserted(pkg, compared.object, 0);
  const isNegated = bare.kind === 'unary_expression' && operator === '!';
  const flag = variable(pkg, isNegated ? unwrapped(bare.field('operand')!) : bare);
  return isNegated !== isTurned && isAsserted(pkg, flag, 1);
}

/** Whether a variable holds nothing but one of the two results of `http.DefaultTransport.(*http.Transport)`. */
function isAsserted(pkg: PackageModel, object: VarObject | undefined, index: number): boolean {
  if (object?.role !== 'local') return false;
  const assigned = pkg.referencesTo(object).filter(isAssignedWhole);
  const [target] = assigned;
  const list =
    assigned.length === 1 && target?.parent?.kind === 'expression_list' ? target.parent : undefined;
  const value = list?.parent?.field('right')?.firstNamedChild;
  return (
    list?.namedChildren.indexOf(target!) === index &&
    value?.kind === 'type_assertion_expression' &&
    qualifiedId(pkg, value.field('operand')!) === DEFAULT_TRANSPORT
  );
}

/** Whether code of the module assigns http.DefaultTransport. */
function isReplaced(pkg: PackageModel, node: SyntaxNode): boolean {
  const name = DEFAULT_TRANSPORT.replace(/^.*\./, '');
  return [...new Set([pkg, ...pkg.program.modulePackages(pkg.fileOf(node), [name])])].some((member) =>
    member.files.some(
      (file) =>
        !file.isTest &&
        file.tree
          .identifiersNamed(name)
          .some(
            ({ parent }) =>
              parent?.kind === 'selector_expression' &&
              parent.parent?.fieldName === 'left' &&
              qualifiedId(member, parent) === DEFAULT_TRANSPORT,
          ),
    ),
  );
}
