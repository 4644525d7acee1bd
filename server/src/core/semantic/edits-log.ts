import type { SyntaxNode } from '../syntax/tree.ts';
import type { FileModel, GoFunction } from './model.ts';

/** What changed in one file from one version of a program to the next, as far as other code can tell. */
export interface FileEdit {
  readonly path: string;
  /** Anything outside the bodies of declared functions: imports, types, signatures, package variables. */
  readonly declarations: boolean;
  /** Keys of the functions whose text changed, that are new or gone. */
  readonly functions: ReadonlySet<string>;
  /** Every identifier in the bodies that changed, before and after. */
  readonly names: ReadonlySet<string>;
}

/** Compares two versions of a file. Comments outside functions, and where functions stand, do not count. */
export function editOf(before: FileModel, after: FileModel): FileEdit {
  const [old, now] = [topLevelOf(before), topLevelOf(after)];
  const functions = new Set<string>();
  const names = new Set<string>();
  for (const key of new Set([...old.keys(), ...now.keys()])) {
    const texts = [old.get(key), now.get(key)].map((fn) => fn?.node.text ?? '');
    if (texts[0] === texts[1]) continue;
    functions.add(key);
    for (const text of texts)
      for (const match of text.matchAll(/[\p{L}_][\p{L}\p{N}_]*/gu)) names.add(match[0]);
  }
  const declarations =
    before.packageName !== after.packageName ||
    before.goVersion?.join() !== after.goVersion?.join() ||
    before.isGenerated !== after.isGenerated ||
    // an import without a name may get another one when the program knows more
    before.imports.map((spec) => `${spec.name} ${spec.path}`).join() !==
      after.imports.map((spec) => `${spec.name} ${spec.path}`).join() ||
    declarationsOf(before) !== declarationsOf(after);
  return { path: after.path, declarations, functions, names };
}

const TOP_LEVEL = new WeakMap<FileModel, ReadonlyMap<string, GoFunction>>();

/** Functions outside any other, by a key that stays when other functions change. */
export function topLevelOf(file: FileModel): ReadonlyMap<string, GoFunction> {
  let functions = TOP_LEVEL.get(file);
  if (!functions) {
    const all = new Map<string, GoFunction>();
    for (const fn of file.functions) {
      if (fn.outer) continue;
      let key = fn.name;
      for (let count = 2; all.has(key); count++) key = `${fn.name}#${count}`; // several `init` and `_`
      all.set(key, fn);
    }
    functions = all;
    TOP_LEVEL.set(file, functions);
  }
  return functions;
}

const KEYS = new WeakMap<GoFunction, string>();

/** The key of a function that is in no other. */
export function keyOf(top: GoFunction): string {
  let key = KEYS.get(top);
  if (key === undefined) {
    for (const [each, fn] of topLevelOf(top.file)) KEYS.set(fn, each);
    key = KEYS.get(top) ?? top.name;
  }
  return key;
}

const DECLARATIONS = new WeakMap<FileModel, string>();

/** The code of a file outside the bodies of its declared functions, token by token; in what order they stand does not matter. */
function declarationsOf(file: FileModel): string {
  let text = DECLARATIONS.get(file);
  if (text === undefined) {
    const declarations = file.tree.root.children.map((declaration) => {
      const tokens: string[] = [];
      const collect = (node: SyntaxNode): void => {
        if (node.isExtra || (node.fieldName === 'body' && node.parent === declaration)) return;
        if (node.children.length === 0) tokens.push(node.text);
        else node.children.forEach(collect);
      };
      collect(declaration);
      return tokens.join(' ');
    });
    text = declarations
      .filter((declaration) => declaration.trim() !== '')
      .sort()
      .join('\n');
    DECLARATIONS.set(file, text);
  }
  return text;
}
