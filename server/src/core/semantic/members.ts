import type { SyntaxNode } from '../syntax/tree.ts';
import { substitute, substituteSignature, typeArguments } from './generics.ts';
import type { Package } from './package.ts';
import { type GoType, isErrorType, type Member, type NamedType, pointed } from './types.ts';

/** Deeper embedding is taken as unknown. */
const MOST_DEPTH = 6;

/** A field or method by name, found through pointers and embedding, the shallowest first, as in the Go specification. */
export function memberOf(pkg: Package, type: GoType | undefined, name: string): Member | undefined {
  let level: (GoType | undefined)[] = [pointed(type)];
  const seen = new Set<string>();
  for (let depth = 0; depth < MOST_DEPTH && level.length > 0; depth++) {
    const next: (GoType | undefined)[] = [];
    for (const candidate of level) {
      if (candidate?.kind === 'named') {
        const id = `${candidate.packagePath}.${candidate.name}`;
        if (seen.has(id)) continue;
        seen.add(id);
      }
      const found = directMember(pkg, candidate, name, next);
      if (found) return found;
    }
    level = next;
  }
  return undefined;
}

/** A member declared by the type itself; embedded types are added to `embedded`. */
function directMember(
  pkg: Package,
  type: GoType | undefined,
  name: string,
  embedded: (GoType | undefined)[],
): Member | undefined {
  if (!type) return undefined;
  if (type.kind === 'named') {
    if (isErrorType(type) && name === 'Error') {
      return {
        kind: 'method',
        owner: type,
        signature: {
          parameters: [],
          results: [{ name: '', type: { kind: 'basic', name: 'string' } }],
          variadic: false,
        },
        function: undefined,
        isInterface: true,
      };
    }
    const spec = type.object?.node.parent;
    if (!type.object || !spec) return undefined;
    const home = pkg.homeOf(type.object.node);
    const method = home.declared(type.name) === type.object ? home.methodsOf(type.name).get(name) : undefined;
    if (method) {
      const own = receiverArguments(method.function.node, type);
      return {
        kind: 'method',
        owner: type,
        signature: substituteSignature(home.types.signatureOf(method.function.node), own),
        function: method.function,
        isInterface: false,
      };
    }
    const right = spec.field('type');
    if (!right) return undefined;
    const map = typeArguments(spec, type.arguments);
    let found =
      right.kind === 'struct_type'
        ? structMember(home, right, name, embedded, map)
        : right.kind === 'interface_type'
          ? interfaceMember(home, right, name, type, embedded, map)
          : undefined;
    if (!found && right.kind !== 'struct_type' && right.kind !== 'interface_type') {
      // `type T U`: fields come along, methods do not unless U is an interface
      const under = home.types.underlying(type);
      if (under?.kind === 'struct')
        return structMember(pkg.homeOf(under.node), under.node, name, embedded, map);
      if (under?.kind === 'interface' && under.node) {
        found = interfaceMember(pkg.homeOf(under.node), under.node, name, type, embedded, map);
      }
    }
    // what a table leaves out of a type, its source may have
    const source = found ? undefined : home.rest?.()?.namedType(type.name);
    return source ? directMember(pkg, { ...source, arguments: type.arguments }, name, embedded) : found;
  }
  if (type.kind === 'struct')
    return structMember(pkg.homeOf(type.node), type.node, name, embedded, new Map());
  if (type.kind === 'interface' && type.node) {
    return interfaceMember(pkg.homeOf(type.node), type.node, name, undefined, embedded, new Map());
  }
  if (type.kind === 'parameter' && type.constraint) {
    for (const term of type.constraint.namedChildren) embedded.push(pkg.typeOf(term));
  }
  return undefined;
}

function structMember(
  home: Package,
  struct: SyntaxNode,
  name: string,
  embedded: (GoType | undefined)[],
  map: ReadonlyMap<string, GoType | undefined>,
): Member | undefined {
  const list = struct.namedChildren.find((child) => child.kind === 'field_declaration_list');
  for (const declaration of list?.namedChildren ?? []) {
    const typeNode = declaration.field('type');
    const names = declaration.fieldAll('name');
    for (const field of names) {
      if (field.text === name) {
        return { kind: 'field', type: substitute(typeNode && home.typeOf(typeNode), map), node: field };
      }
    }
    if (names.length > 0 || !typeNode) continue;
    const isPointer = declaration.children.some((child) => child.kind === '*');
    const bare = substitute(home.typeOf(typeNode), map);
    if (embeddedName(typeNode) === name) {
      return {
        kind: 'field',
        type: isPointer ? { kind: 'pointer', element: bare } : bare,
        node: typeNode,
      };
    }
    embedded.push(bare);
  }
  return undefined;
}

function embeddedName(type: SyntaxNode): string {
  if (type.kind === 'qualified_type') return type.field('name')?.text ?? '';
  if (type.kind === 'generic_type') return embeddedName(type.field('type')!);
  return type.text;
}

function interfaceMember(
  home: Package,
  node: SyntaxNode,
  name: string,
  owner: NamedType | undefined,
  embedded: (GoType | undefined)[],
  map: ReadonlyMap<string, GoType | undefined>,
): Member | undefined {
  for (const element of node.namedChildren) {
    if (element.kind === 'method_elem') {
      if (element.field('name')?.text !== name) continue;
      return {
        kind: 'method',
        owner: owner ?? {
          kind: 'named',
          packagePath: '',
          name: 'interface',
          arguments: [],
          object: undefined,
        },
        signature: substituteSignature(home.types.signatureOf(element), map),
        function: undefined,
        isInterface: true,
      };
    }
    if (element.kind === 'type_elem' && element.namedChildren.length === 1) {
      embedded.push(substitute(home.typeOf(element.firstNamedChild!), map));
    }
  }
  return undefined;
}

/** Names that a method gives to the type parameters of its receiver, mapped to the arguments of a type. */
function receiverArguments(method: SyntaxNode, type: NamedType): ReadonlyMap<string, GoType | undefined> {
  const receiver = method.field('receiver')?.firstNamedChild?.field('type');
  const bare = receiver?.kind === 'pointer_type' ? receiver.firstNamedChild : receiver;
  if (bare?.kind !== 'generic_type') return new Map();
  const names = bare.field('type_arguments')?.namedChildren ?? [];
  return new Map(names.map((name, index) => [name.text, type.arguments[index]]));
}
