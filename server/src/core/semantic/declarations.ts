import type { SyntaxNode } from '../syntax/tree.ts';
import type { FileModel, FuncObject, GoFunction, GoObject, VarObject } from './model.ts';

/** A package-level declaration or method of a file. */
export interface Declaration {
  readonly node: SyntaxNode;
  readonly object: GoObject;
  /** Type name of a method's receiver; '' for a method without a usable one. */
  readonly receiver: string | undefined;
}

const DECLARATIONS = new WeakMap<FileModel, { path: string; list: readonly Declaration[] }>();

/** What a file declares in a package; computed once, so that every version of a program has the same objects. */
export function declarationsOf(file: FileModel, packagePath: string): readonly Declaration[] {
  const known = DECLARATIONS.get(file);
  if (known?.path === packagePath) return known.list;
  const list: Declaration[] = [];
  for (const fn of file.functions) {
    const node = fn.node.field('name');
    if (!node) continue;
    const object: FuncObject = { kind: 'func', name: node.text, function: fn, packagePath };
    const receiver = fn.node.kind === 'function_declaration' ? undefined : (receiverTypeName(fn.node) ?? '');
    list.push({ node, object, receiver });
  }
  for (const declaration of topLevel(file.tree.root)) {
    for (const spec of specsOf(declaration)) {
      for (const node of spec.fieldAll('name')) {
        const name = node.text;
        const object: GoObject =
          spec.kind === 'var_spec'
            ? { kind: 'var', name, node, role: 'package', file, function: undefined }
            : spec.kind === 'const_spec'
              ? { kind: 'const', name, node, file }
              : { kind: 'type', name, node, file, packagePath };
        list.push({ node, object, receiver: undefined });
      }
    }
  }
  DECLARATIONS.set(file, { path: packagePath, list });
  return list;
}

/** `_` and `init` can be declared but not named. */
export function isReferable(object: GoObject): boolean {
  return object.name !== '_' && !(object.kind === 'func' && object.name === 'init');
}

/** Declarations of a file, those inside a broken part of it included. */
function topLevel(root: SyntaxNode): SyntaxNode[] {
  return root.children.flatMap((node) => (node.isError ? [...node.children] : [node]));
}

function specsOf(declaration: SyntaxNode): SyntaxNode[] {
  if (!['var_declaration', 'const_declaration', 'type_declaration'].includes(declaration.kind)) return [];
  return declaration.namedChildren.flatMap((child) =>
    child.kind === 'var_spec_list' ? child.namedChildren : [child],
  );
}

function receiverTypeName(method: SyntaxNode): string | undefined {
  let type = method.field('receiver')?.firstNamedChild?.field('type');
  if (type?.kind === 'parenthesized_type') type = type.firstNamedChild;
  if (type?.kind === 'pointer_type') type = type.firstNamedChild;
  if (type?.kind === 'generic_type') type = type.field('type');
  return type?.text;
}

const FIELDS = new WeakMap<FileModel, Map<SyntaxNode, VarObject>>();

/** The name of a field: of an embedded one that of its type, without package and type arguments. */
function fieldName(node: SyntaxNode): string {
  if (node.kind === 'qualified_type') return node.field('name')?.text ?? node.text;
  const base = node.kind === 'generic_type' ? node.field('type') : undefined;
  return base ? fieldName(base) : node.text;
}

/** One object per field declaration, whoever asks. */
export function fieldObject(node: SyntaxNode, file: FileModel): VarObject {
  let fields = FIELDS.get(file);
  if (!fields) {
    fields = new Map();
    FIELDS.set(file, fields);
  }
  let object = fields.get(node);
  if (!object) {
    object = { kind: 'var', name: fieldName(node), node, role: 'field', file, function: undefined };
    fields.set(node, object);
  }
  return object;
}

/** The declared function around a literal, or the outermost literal; a declared function itself. */
export function outermost<F extends GoFunction | undefined>(fn: F): F {
  let top = fn;
  while (top?.outer) top = top.outer as F;
  return top;
}
