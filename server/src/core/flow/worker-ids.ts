import type { PackageModel } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { originsOf } from './origins.ts';

/** Where the number comes from that tells one process's ID generator from another's. */
export type WorkerId =
  | { readonly kind: 'constant'; readonly value: bigint }
  /** `os.Getpid()`, perhaps cut to the width of the ID. */
  | { readonly kind: 'process-id'; readonly call: SyntaxNode };

/**
 * What an expression is in every process that runs the program: one constant on every path, or made of the process ID and
 * constants. Undefined for anything that whoever runs the program decides, and for what is not known.
 */
export function workerIdOf(pkg: PackageModel, expression: SyntaxNode): WorkerId | undefined {
  const own = ofNode(pkg, expression);
  if (own) return own;
  const origins = originsOf(pkg, expression, { fields: true })?.all ?? [];
  const [first, ...others] = origins.map(({ node, isZero }) => (isZero ? undefined : ofNode(pkg, node)));
  return first && others.every((other) => other && isSame(first, other)) ? first : undefined;
}

function ofNode(pkg: PackageModel, node: SyntaxNode): WorkerId | undefined {
  const constant = pkg.constantOf(node);
  if (constant) return constant.kind === 'int' ? { kind: 'constant', value: constant.value } : undefined;
  switch (node.kind) {
    case 'parenthesized_expression':
      return node.firstNamedChild && ofNode(pkg, node.firstNamedChild);
    case 'binary_expression': {
      const [left, right] = [node.field('left'), node.field('right')];
      if (!left || !right) return undefined;
      if (pkg.constantOf(right)) return processId(workerIdOf(pkg, left));
      return pkg.constantOf(left) && processId(workerIdOf(pkg, right));
    }
    case 'call_expression': {
      const callee = pkg.calleeOf(node);
      if (callee?.id === 'os.Getpid') return { kind: 'process-id', call: node };
      const operand = callee?.kind === 'conversion' ? node.field('arguments')?.firstNamedChild : undefined;
      return operand && ofNode(pkg, operand);
    }
    default:
      return undefined;
  }
}

function processId(found: WorkerId | undefined): WorkerId | undefined {
  return found?.kind === 'process-id' ? found : undefined;
}

function isSame(a: WorkerId, b: WorkerId): boolean {
  return a.kind === 'constant' ? b.kind === 'constant' && a.value === b.value : b.kind === 'process-id';
}
