import type { FileModel, PackageModel } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { NodeEdit } from '../rule.ts';

/**
 * What code at a node calls a package: the name under which the file imports it, or the default name when it does not
 * yet and the name is free there. Undefined when the name means something else at that place: then no fix can use it.
 */
export function importedName(
  pkg: PackageModel,
  file: FileModel,
  path: string,
  defaultName: string,
  at: SyntaxNode,
): string | undefined {
  const existing = file.imports.find((spec) => spec.path === path && spec.name !== '_' && spec.name !== '.');
  const name = existing?.name ?? defaultName;
  const meaning = pkg.lookup(name, at);
  if (existing) return meaning?.kind === 'package' && meaning.path === path ? name : undefined;
  return meaning === undefined ? name : undefined;
}

/** Whether a path belongs to the standard library: its first element has no dot. */
function isStandard(path: string): boolean {
  return !path.split('/')[0]!.includes('.');
}

/**
 * Edits that import the paths that a file does not import yet: sorted into the standard group of the first import
 * block, so that gofmt and goimports leave the result alone. The block of `import "C"` is never touched.
 */
export function importEdits(file: FileModel, paths: readonly string[]): NodeEdit[] {
  const missing = [...new Set(paths)]
    .filter(
      (path) => !file.imports.some((spec) => spec.path === path && spec.name !== '_' && spec.name !== '.'),
    )
    .sort();
  if (missing.length === 0) return [];
  const declarations = file.tree.root.children.filter((node) => node.kind === 'import_declaration');
  const usable = declarations.filter(
    (node) => !file.imports.some((spec) => spec.path === 'C' && node.contains(spec.node)),
  );
  const insert = (at: number, newText: string): NodeEdit => ({ file, start: at, end: at, newText });
  const lines = missing.map((path) => `"${path}"`);

  const block = usable.find((node) => node.children.some((child) => child.kind === 'import_spec_list'));
  if (block) {
    const list = block.children.find((child) => child.kind === 'import_spec_list')!;
    const specs = file.imports
      .filter((spec) => list.contains(spec.node))
      .sort((a, b) => a.node.start - b.node.start);
    if (specs.length === 0) {
      return [
        { file, start: list.start, end: list.end, newText: `(\n${lines.map((l) => `\t${l}\n`).join('')})` },
      ];
    }
    const group = firstStandardGroup(file, specs);
    if (group.length === 0) {
      const first = specs[0]!.node;
      const at = file.text.lastIndexOf('\n', first.start - 1) + 1;
      return [insert(at, `${lines.map((line) => `\t${line}\n`).join('')}\n`)];
    }
    const last = group[group.length - 1]!;
    const after = missing.filter((path) => !group.some((spec) => spec.path > path));
    const edits = group.flatMap((spec, index) => {
      const previous = group[index - 1]?.path;
      const before = missing.filter(
        (path) => path < spec.path && (previous === undefined || path > previous),
      );
      const lineStart = file.text.lastIndexOf('\n', spec.node.start - 1) + 1;
      return before.length === 0 ? [] : [insert(lineStart, before.map((path) => `\t"${path}"\n`).join(''))];
    });
    if (after.length > 0) {
      const lineEnd = file.text.indexOf('\n', last.node.end);
      edits.push(
        insert(lineEnd < 0 ? last.node.end : lineEnd, after.map((path) => `\n\t"${path}"`).join('')),
      );
    }
    return edits;
  }

  const single = usable[0];
  if (single) {
    const spec = single.firstNamedChild;
    const hasComment = single.children.some((child) => child.isExtra);
    if (spec && !hasComment && usable.length === 1 && declarations.length === 1) {
      const path = file.imports.find((candidate) => candidate.node === spec)?.path ?? '';
      const entries = [...missing.map((m) => ({ path: m, text: `"${m}"` })), { path, text: spec.text }];
      const sorted = entries.sort((a, b) => (a.path < b.path ? -1 : 1));
      const standard = sorted.filter((entry) => isStandard(entry.path));
      const others = sorted.filter((entry) => !isStandard(entry.path));
      const body = [standard, others]
        .filter((part) => part.length > 0)
        .map((part) => part.map((entry) => `\t${entry.text}\n`).join(''))
        .join('\n');
      return [{ file, start: single.start, end: single.end, newText: `import (\n${body})` }];
    }
    return [insert(single.start, lines.map((line) => `import ${line}\n`).join(''))];
  }

  const anchor =
    declarations[declarations.length - 1] ?? file.tree.root.children.find((n) => n.kind === 'package_clause');
  if (!anchor) return [];
  const lineEnd = file.text.indexOf('\n', anchor.end);
  const at = lineEnd < 0 ? file.text.length : lineEnd;
  const trimmed = file.text[at - 1] === '\r' ? at - 1 : at;
  const text =
    lines.length === 1 ? `import ${lines[0]}` : `import (\n${lines.map((line) => `\t${line}\n`).join('')})`;
  return [insert(trimmed, `\n\n${text}`)];
}

/** The first run of specs without a blank line between them that holds a standard import. */
function firstStandardGroup(file: FileModel, specs: FileModel['imports']): FileModel['imports'] {
  let group: FileModel['imports'][number][] = [];
  for (const spec of specs) {
    const previous = group[group.length - 1];
    if (previous && /\n[ \t\r]*\n/.test(file.text.slice(previous.node.end, spec.node.start))) {
      if (group.some((member) => isStandard(member.path))) return group;
      group = [];
    }
    group.push(spec);
  }
  return group.some((member) => isStandard(member.path)) ? group : [];
}
