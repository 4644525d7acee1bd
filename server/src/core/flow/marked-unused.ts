import { outermost } from '../semantic/declarations.ts';
import type { GoFunction, PackageModel } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';

/**
 * Whether a function says of itself that nothing uses it, and nothing does: it is marked for the linters that would tell so
 * (golangci-lint: `//nolint:unused`; staticcheck: `//lint:ignore U1000 reason`), and only functions that are marked as well name it.
 */
export function isMarkedUnused(pkg: PackageModel, node: SyntaxNode): boolean {
  const fn = outermost(pkg.functionOf(node));
  const name = fn?.node.field('name');
  const object = fn?.node.kind === 'function_declaration' && name ? pkg.objectOf(name) : undefined;
  if (!fn || !object || !isMarked(fn)) return false;
  return pkg.referencesTo(object).every((mention) => {
    if (mention === name) return true;
    const user = outermost(pkg.functionOf(mention));
    return user !== undefined && isMarked(user);
  });
}

const MARK = /^[ \t]*(?:\/\/ ?nolint:(?:[\w-]+, ?)*(?:unused|deadcode)\b|\/\/lint:ignore (?:[\w*]+,)*U1000 )/;

/** Whether a mark stands in the comment right above a function, or behind its head. */
function isMarked({ file, node }: GoFunction): boolean {
  const lines = file.text.slice(0, node.start).split('\n').slice(0, -1);
  for (let line = lines.pop(); line?.trimStart().startsWith('//'); line = lines.pop())
    if (MARK.test(line)) return true;
  const end = file.text.indexOf('\n', node.field('body')?.start ?? node.end);
  const head = file.text.slice(node.start, end < 0 ? undefined : end);
  return MARK.test(head.slice(Math.max(head.lastIndexOf('//'), 0)));
}
