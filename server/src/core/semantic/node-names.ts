import type { SyntaxNode } from '../syntax/tree.ts';
import { keyOf, topLevelOf } from './edits-log.ts';
import type { FileModel, GoFunction, ProgramModel } from './model.ts';
import { pathOfTree } from './source.ts';

const SEPARATOR = '\t';

/**
 * Names of syntax nodes that outlive a version of the program: a name means the same node in a later version as long as
 * neither the text of its function nor, outside of functions, its own text or the declarations of its file have changed.
 * Numbers stand for names, so that answers which hold them are small and can be compared.
 */
export class NodeNames {
  readonly #numbers = new Map<string, number>();
  readonly #names: string[] = [];
  readonly #ofNodes = new WeakMap<SyntaxNode, number>();

  /** The number of a node. */
  numberOf(node: SyntaxNode, program: ProgramModel): number {
    let number = this.#ofNodes.get(node);
    if (number === undefined) {
      number = this.#numberOfName(nameOf(node, program));
      this.#ofNodes.set(node, number);
    }
    return number;
  }

  /** The node that a number stands for in a version of the program; undefined when it is gone. */
  nodeOf(number: number, program: ProgramModel): SyntaxNode | undefined {
    const name = this.#names[number];
    return name === undefined ? undefined : nodeNamed(name, program);
  }

  #numberOfName(name: string): number {
    let number = this.#numbers.get(name);
    if (number === undefined) {
      number = this.#names.length;
      this.#numbers.set(name, number);
      this.#names.push(name);
    }
    return number;
  }
}

/** `path key id` inside a function, the id counted from the function; `path = declared text nth` outside. */
function nameOf(node: SyntaxNode, program: ProgramModel): string {
  const path = pathOfTree(node.tree);
  const file = path === undefined ? undefined : program.fileModel(path);
  if (path === undefined || !file) throw new Error(`node ${node} belongs to no file of the program`);
  const top = topOf(node, file);
  const fn = functionAt(file, top);
  if (fn) return [path, keyOf(fn), calledName(node, top) ?? node.id - top.id].join(SEPARATOR);
  const declared = declaredAround(node, top);
  const text = node.text;
  const nth = twins(declared, node.kind, text).indexOf(node);
  return [path, '=', declaredName(declared, file), node.kind, nth, text].join(SEPARATOR);
}

function nodeNamed(name: string, program: ProgramModel): SyntaxNode | undefined {
  const [path, key, place, ...rest] = name.split(SEPARATOR);
  const file = program.fileModel(path!);
  if (!file) return undefined;
  if (key === '=') {
    const declared = declarationsNamed(file).get(place!);
    const [kind, nth, ...text] = rest;
    return declared && twins(declared, kind as SyntaxNode['kind'], text.join(SEPARATOR))[Number(nth)];
  }
  const top = topLevelOf(file).get(key!)?.node;
  if (!top) return undefined;
  const [method, nth] = place!.split('#');
  if (nth === undefined) return top.tree.node(top.id + Number(place));
  const call = top.tree.identifiersNamed(method!, top)[Number(nth)]?.parent?.parent;
  return call?.kind === 'call_expression' ? call : undefined;
}

/** `Lock#2` for the third call of a method of that name in a function: it keeps its name when other code there changes. */
function calledName(node: SyntaxNode, top: SyntaxNode): string | undefined {
  const callee = node.kind === 'call_expression' ? node.field('function') : undefined;
  const method = callee?.kind === 'selector_expression' ? callee.field('field') : undefined;
  return method && `${method.text}#${top.tree.identifiersNamed(method.text, top).indexOf(method)}`;
}

/** The declared function around a node, or the outermost literal; else the declaration at the top of the file. */
function topOf(node: SyntaxNode, file: FileModel): SyntaxNode {
  let top = node;
  let fn: SyntaxNode | undefined;
  for (let at: SyntaxNode | undefined = node; at?.parent; at = at.parent) {
    if (functionAt(file, at)) fn = at;
    top = at;
  }
  return fn ?? top;
}

const FUNCTIONS = new WeakMap<FileModel, ReadonlyMap<SyntaxNode, GoFunction>>();

/** The function that a top-level node declares. */
function functionAt(file: FileModel, top: SyntaxNode): GoFunction | undefined {
  let functions = FUNCTIONS.get(file);
  if (!functions) {
    functions = new Map([...topLevelOf(file).values()].map((fn) => [fn.node, fn]));
    FUNCTIONS.set(file, functions);
  }
  return functions.get(top);
}

/** The specification of a type, variable or constant around a node. */
function declaredAround(node: SyntaxNode, top: SyntaxNode): SyntaxNode {
  let declared = node;
  for (let at: SyntaxNode | undefined = node; at && at !== top; at = at.parent) {
    if (SPECIFICATIONS.has(at.kind)) declared = at;
  }
  return SPECIFICATIONS.has(declared.kind) ? declared : top;
}

const SPECIFICATIONS: ReadonlySet<string> = new Set(['type_spec', 'type_alias', 'var_spec', 'const_spec']);

const DECLARED = new WeakMap<
  FileModel,
  { readonly byName: ReadonlyMap<string, SyntaxNode>; readonly names: ReadonlyMap<SyntaxNode, string> }
>();

function declarationsOf(file: FileModel): NonNullable<ReturnType<typeof DECLARED.get>> {
  let declared = DECLARED.get(file);
  if (!declared) {
    const byName = new Map<string, SyntaxNode>();
    const names = new Map<SyntaxNode, string>();
    const add = (node: SyntaxNode, name: string): void => {
      let own = name;
      for (let count = 2; byName.has(own); count++) own = `${name} ${count}`; // several `_`
      byName.set(own, node);
      names.set(node, own);
    };
    for (const top of file.tree.root.namedChildren) {
      if (functionAt(file, top)) continue;
      for (const spec of top.descendants('type_spec', 'type_alias', 'var_spec', 'const_spec')) {
        if (topSpecification(spec, top)) add(spec, spec.field('name')?.text ?? '');
      }
      add(top, `${top.kind}`);
    }
    declared = { byName, names };
    DECLARED.set(file, declared);
  }
  return declared;
}

/** Whether no other specification is around one. */
function topSpecification(spec: SyntaxNode, top: SyntaxNode): boolean {
  for (let at = spec.parent; at && at !== top; at = at.parent) if (SPECIFICATIONS.has(at.kind)) return false;
  return true;
}

const declarationsNamed = (file: FileModel): ReadonlyMap<string, SyntaxNode> => declarationsOf(file).byName;

const declaredName = (declared: SyntaxNode, file: FileModel): string =>
  declarationsOf(file).names.get(declared) ?? '';

/** Nodes of a kind and text inside a declaration; comments, which may come and go, do not count. */
function twins(declared: SyntaxNode, kind: SyntaxNode['kind'], text: string): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (const node of declared.descendants(kind)) if (node.text === text) found.push(node);
  return found;
}
