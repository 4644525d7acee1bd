import { type GoType, isErrorType } from './types.ts';

/** A zero value as Go writes it; `composite` for one that needs the name of its type: `T{}`. */
export type ZeroValue = 'nil' | 'false' | '0' | '""' | 'composite';

/**
 * What a variable of a type is until it is set (Go specification, "The zero value"); undefined for a type parameter, for
 * what is not known and for a named type other than `error`, whose zero value is that of its underlying type.
 */
export function zeroOf(type: GoType | undefined): ZeroValue | undefined {
  switch (type?.kind) {
    case 'basic':
      return type.name === 'bool' ? 'false' : type.name === 'string' ? '""' : '0';
    case 'pointer':
    case 'slice':
    case 'map':
    case 'chan':
    case 'func':
    case 'interface':
      return 'nil';
    case 'struct':
    case 'array':
      return 'composite';
    case 'named':
      return isErrorType(type) ? 'nil' : undefined;
    default:
      return undefined;
  }
}
