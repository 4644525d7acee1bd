import type { GoType, Signature } from './types.ts';

/** A type as Go would write it, with whole package paths; `?` where it is not known. */
export function typeText(type: GoType | undefined): string {
  if (!type) return '?';
  switch (type.kind) {
    case 'basic':
    case 'parameter':
      return type.name;
    case 'named': {
      const name = type.packagePath ? `${type.packagePath}.${type.name}` : type.name;
      return type.arguments.length > 0 ? `${name}[${type.arguments.map(typeText).join(', ')}]` : name;
    }
    case 'pointer':
      return `*${typeText(type.element)}`;
    case 'slice':
    case 'array':
      return `${type.kind === 'slice' ? '[]' : '[n]'}${typeText(type.element)}`;
    case 'map':
      return `map[${typeText(type.key)}]${typeText(type.element)}`;
    case 'chan':
      return `${type.direction === 'receive' ? '<-chan' : type.direction === 'send' ? 'chan<-' : 'chan'} ${typeText(type.element)}`;
    case 'func':
      return `func${signatureText(type.signature)}`;
    case 'struct':
    case 'interface':
      return type.node ? type.kind : 'any';
    case 'tuple':
      return `(${type.elements.map(typeText).join(', ')})`;
  }
}

/** Parameters and results of a signature, without their names. */
export function signatureText({ parameters, results, variadic }: Signature): string {
  const list = parameters.map((parameter, index) =>
    variadic && index === parameters.length - 1 && parameter.type?.kind === 'slice'
      ? `...${typeText(parameter.type.element)}`
      : typeText(parameter.type),
  );
  const out = results.map((result) => typeText(result.type));
  return `(${list.join(', ')})${out.length === 0 ? '' : out.length === 1 ? ` ${out[0]}` : ` (${out.join(', ')})`}`;
}
