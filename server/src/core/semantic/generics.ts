import type { SyntaxNode } from '../syntax/tree.ts';
import type { GoType, Parameter, Signature } from './types.ts';

export type Substitution = ReadonlyMap<string, GoType | undefined>;

const NONE: Substitution = new Map();

/** Type parameters of a declaration mapped to arguments. */
export function typeArguments(
  declaration: SyntaxNode,
  values: readonly (GoType | undefined)[],
): Substitution {
  const list = declaration.field('type_parameters');
  if (!list || values.length === 0) return NONE;
  const names = list.namedChildren.flatMap((parameter) =>
    parameter.fieldAll('name').map((name) => name.text),
  );
  return new Map(names.map((name, index) => [name, values[index]]));
}

/** The type with its type parameters replaced; those without an argument stay. */
export function substitute(type: GoType | undefined, map: Substitution): GoType | undefined {
  if (!type || map.size === 0) return type;
  switch (type.kind) {
    case 'parameter':
      return map.has(type.name) ? (map.get(type.name) ?? type) : type;
    case 'pointer':
    case 'slice':
    case 'array':
    case 'chan':
      return { ...type, element: substitute(type.element, map) };
    case 'map':
      return { ...type, key: substitute(type.key, map), element: substitute(type.element, map) };
    case 'named':
      return type.arguments.length === 0
        ? type
        : { ...type, arguments: type.arguments.map((argument) => substitute(argument, map)) };
    case 'tuple':
      return { ...type, elements: type.elements.map((element) => substitute(element, map)) };
    case 'func':
      return { kind: 'func', signature: substituteSignature(type.signature, map) };
    default:
      return type;
  }
}

export function substituteSignature(signature: Signature, map: Substitution): Signature {
  if (map.size === 0) return signature;
  const replace = (parameter: Parameter): Parameter => ({
    ...parameter,
    type: substitute(parameter.type, map),
  });
  return {
    ...signature,
    parameters: signature.parameters.map(replace),
    results: signature.results.map(replace),
  };
}

/** Infers type arguments by matching parameter types with the types of arguments; the first match of a name counts. */
export function infer(
  parameter: GoType | undefined,
  argument: GoType | undefined,
  into: Map<string, GoType | undefined>,
): void {
  if (!parameter || !argument) return;
  if (parameter.kind === 'parameter') {
    if (!into.has(parameter.name)) into.set(parameter.name, argument);
    return;
  }
  if (parameter.kind === 'map' && argument.kind === 'map') {
    infer(parameter.key, argument.key, into);
    infer(parameter.element, argument.element, into);
  } else if (parameter.kind === 'func' && argument.kind === 'func') {
    for (const [i, p] of parameter.signature.parameters.entries()) {
      infer(p.type, argument.signature.parameters[i]?.type, into);
    }
    for (const [i, r] of parameter.signature.results.entries()) {
      infer(r.type, argument.signature.results[i]?.type, into);
    }
  } else if (parameter.kind === 'named' && argument.kind === 'named') {
    for (const [i, p] of parameter.arguments.entries()) infer(p, argument.arguments[i], into);
  } else if (
    (parameter.kind === 'pointer' ||
      parameter.kind === 'slice' ||
      parameter.kind === 'array' ||
      parameter.kind === 'chan') &&
    argument.kind === parameter.kind
  ) {
    infer(parameter.element, argument.element, into);
  }
}

/** The only type of a constraint: `~[]E`, `interface{ ~[]E }`; a constraint with methods only is its own type. */
export function onlyTerm(constraint: SyntaxNode | undefined): SyntaxNode | undefined {
  let node = constraint;
  while (node) {
    if (node.kind === 'negated_type') node = node.firstNamedChild;
    else if (node.kind === 'type_constraint' || node.kind === 'type_elem') {
      if (node.namedChildren.length !== 1) return undefined;
      node = node.firstNamedChild;
    } else if (node.kind === 'interface_type') {
      const elements: readonly SyntaxNode[] = node.namedChildren.filter(
        (child) => child.kind === 'type_elem',
      );
      const only = elements.length === 1 ? elements[0] : undefined;
      if (only?.firstNamedChild?.kind !== 'negated_type' || only.namedChildren.length !== 1) return node;
      node = only;
    } else return node;
  }
  return undefined;
}
