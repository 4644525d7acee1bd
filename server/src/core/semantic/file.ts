import type { SyntaxNode, SyntaxTree } from '../syntax/tree.ts';
import type { FileModel, GoFunction, ImportSpec, VarObject } from './model.ts';

// https://go.dev/s/generatedcode; some generators write it over two lines, or without the full stop
const GENERATED = /^\/\/ Code generated (?:.* |.*\r?\n\/\/ )DO NOT EDIT\.?\r?$/m;
// what generators wrote before there was a convention (counterfeiter, go-bindata, go-to-protobuf, swagger)
const GENERATED_BEFORE =
  /^\/\/ (?:This file (?:was|is) )?(?:auto-?|automatically )?generated (?:by|from|with) /im;
const FUNCTIONS = ['function_declaration', 'method_declaration', 'func_literal'] as const;

class GoFile implements FileModel {
  readonly packageName: string;
  readonly imports: readonly ImportSpec[];
  readonly isTest: boolean;
  readonly isGenerated: boolean;
  #functions: readonly GoFunction[] | undefined;

  constructor(
    readonly path: string,
    readonly text: string,
    readonly tree: SyntaxTree,
    readonly goVersion: readonly [number, number] | undefined,
    names: PackageNames,
  ) {
    const clause = tree.root.children.find((node) => node.kind === 'package_clause');
    this.packageName = clause?.firstNamedChild?.text ?? '';
    this.isTest = path.endsWith('_test.go');
    const header = text.slice(0, clause?.start ?? text.length);
    this.isGenerated = GENERATED.test(header) || GENERATED_BEFORE.test(header);
    this.imports = readImports(tree.root, (importPath) => {
      const known = names.known(importPath);
      if (known !== undefined) return known;
      const guess = guessPackageName(importPath);
      // a look at the disk is worth it only where the guess is not what the file calls it
      return text.includes(`${guess}.`) ? guess : (names.onDisk(importPath) ?? guess);
    });
  }

  get functions(): readonly GoFunction[] {
    this.#functions ??= readFunctions(this);
    return this.#functions;
  }
}

/** Names of packages that are imported without one; undefined where they are not known. */
export interface PackageNames {
  /** By what the program holds. */
  known(importPath: string): string | undefined;
  /** By a look at the disk. */
  onDisk(importPath: string): string | undefined;
}

export function createFileModel(
  path: string,
  tree: SyntaxTree,
  goVersion: readonly [number, number] | undefined,
  names: PackageNames,
): FileModel {
  return new GoFile(path, tree.text, tree, goVersion, names);
}

function readImports(root: SyntaxNode, packageNameOf: (importPath: string) => string): ImportSpec[] {
  const imports: ImportSpec[] = [];
  for (const declaration of root.children) {
    if (declaration.kind !== 'import_declaration') continue;
    for (const node of declaration.descendants('import_spec')) {
      const path = withoutWorkspace(node.field('path')?.text.slice(1, -1) ?? '');
      imports.push({ path, name: node.field('name')?.text ?? packageNameOf(path), node });
    }
  }
  return imports;
}

/**
 * The name that a package most likely has: the last element that is no version, without `go-`, `.go` and `.v1`, and of several
 * words with dots the last one that is not Go's own name (`paho.mqtt.golang`, `go.uuid`).
 */
export function guessPackageName(importPath: string): string {
  const elements = importPath.split('/');
  let last = elements[elements.length - 1] ?? '';
  if (/^v\d+$/.test(last) && elements.length > 1) last = elements[elements.length - 2]!;
  last = last.replace(/\.v\d+$/, '');
  if (/^[\p{L}_][\p{L}\p{N}_]*$/u.test(last)) return last;
  const word = last.split('.').findLast((each) => !/^(?:go|golang)?$/.test(each)) ?? last;
  return word.replace(/^go-|-go$/g, '').replaceAll(/[^\p{L}\p{N}_]/gu, '_');
}

function readFunctions(file: FileModel): GoFunction[] {
  const functions: GoFunction[] = [];
  const counters = new Map<GoFunction | undefined, number>();
  const stack: GoFunction[] = [];
  for (const node of file.tree.root.descendants(...FUNCTIONS)) {
    while (stack.length > 0 && !stack[stack.length - 1]!.node.contains(node)) stack.pop();
    const outer = stack[stack.length - 1];
    let name: string;
    if (node.kind === 'func_literal') {
      const root = stack[0];
      const count = (counters.get(root) ?? 0) + 1;
      counters.set(root, count);
      name = `${root?.name ?? 'init'}.func${count}`;
    } else name = declaredName(node);
    const fn = createFunction(file, node, name, outer);
    functions.push(fn);
    stack.push(fn);
  }
  return functions;
}

/** `(*Client).Fetch`, as a Go stack trace prints it without the package. */
function declaredName(node: SyntaxNode): string {
  const name = node.field('name')?.text ?? '_';
  const receiver = node.field('receiver')?.firstNamedChild?.field('type');
  if (!receiver) return name;
  const isPointer = receiver.kind === 'pointer_type';
  let base = isPointer ? receiver.firstNamedChild : receiver;
  if (base?.kind === 'generic_type') base = base.field('type');
  return isPointer ? `(*${base?.text ?? '?'}).${name}` : `${base?.text ?? '?'}.${name}`;
}

function createFunction(
  file: FileModel,
  node: SyntaxNode,
  name: string,
  outer: GoFunction | undefined,
): GoFunction {
  const parameters: (VarObject | undefined)[] = [];
  const results: (VarObject | undefined)[] = [];
  const fn: { -readonly [Key in keyof GoFunction]: GoFunction[Key] } = {
    node,
    file,
    name,
    body: node.field('body'),
    outer,
    receiver: undefined,
    parameters,
    results,
    hasError: node.hasError,
  };
  const variable = (identifier: SyntaxNode, role: VarObject['role']): VarObject | undefined =>
    identifier.text === '_'
      ? undefined
      : { kind: 'var', name: identifier.text, node: identifier, role, file, function: fn };
  const read = (
    list: SyntaxNode | undefined,
    role: VarObject['role'],
    into: (VarObject | undefined)[],
  ): void => {
    for (const declaration of list?.namedChildren ?? []) {
      const names = declaration.fieldAll('name');
      if (names.length === 0) into.push(undefined);
      for (const identifier of names) into.push(variable(identifier, role));
    }
  };
  const receiver: (VarObject | undefined)[] = [];
  read(node.field('receiver'), 'receiver', receiver);
  fn.receiver = receiver[0];
  read(node.field('parameters'), 'parameter', parameters);
  const result = node.field('result');
  if (result?.kind === 'parameter_list') read(result, 'result', results);
  else if (result) results.push(undefined);
  return fn;
}

/** The import path of a package that godep has copied into the tree and rewritten: `x/Godeps/_workspace/src/` goes before it. */
function withoutWorkspace(path: string): string {
  const marker = '/Godeps/_workspace/src/';
  const at = path.indexOf(marker);
  return at < 0 ? path : path.slice(at + marker.length);
}
