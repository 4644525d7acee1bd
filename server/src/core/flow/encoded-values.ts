import { homeOf } from '../semantic/home.ts';
import type { PackageModel } from '../semantic/model.ts';
import type { GoType, NamedType } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';

/**
 * Whether a value is encoded as JSON whatever it holds: its type is made of booleans, integers and strings, in slices, maps by
 * strings and integers, pointers and structs that the program declares, without methods of their own for it (encoding/json/encode.go, Marshal:
 * "Channel, complex, and function values cannot be encoded in JSON"; floatEncoder.encode: `if math.IsInf(f, 0) || math.IsNaN(f)`).
 */
export function alwaysEncodes(pkg: PackageModel, value: SyntaxNode): boolean {
  return isPlain(pkg, pkg.typeOf(value), []);
}

/** @param inside the named types around it: a value of a type that holds itself may have no end */
function isPlain(pkg: PackageModel, type: GoType | undefined, inside: readonly NamedType[]): boolean {
  switch (type?.kind) {
    case 'basic':
      return PLAIN.test(type.name);
    case 'slice':
    case 'array':
    case 'pointer':
      return isPlain(pkg, type.element, inside);
    case 'map':
      return type.key?.kind === 'basic' && KEYS.test(type.key.name) && isPlain(pkg, type.element, inside);
    case 'struct':
      return [...type.node.descendants('field_declaration')].every((field) =>
        isPlain(homeOf(pkg, field), fieldType(homeOf(pkg, field), field), inside),
      );
    case 'named': {
      const node = type.object?.file && type.object.node;
      if (!node || inside.length >= DEEPEST || inside.some((each) => isSame(each, type))) return false;
      const home = homeOf(pkg, node);
      if (type.arguments.length > 0 || ENCODERS.some((name) => home.memberOf(type, name))) return false;
      return isPlain(home, home.underlying(type), [...inside, type]);
    }
    default:
      return false;
  }
}

const PLAIN = /^(?:bool|string|u?int(?:8|16|32|64)?|uintptr)$/;
const KEYS = /^(?:string|u?int(?:8|16|32|64)?|uintptr)$/;
const ENCODERS: readonly string[] = ['MarshalJSON', 'MarshalText'];
/** Named types in one another before a type is given up. */
const DEEPEST = 6;

function isSame(one: NamedType, other: NamedType): boolean {
  return one.packagePath === other.packagePath && one.name === other.name;
}

function fieldType(pkg: PackageModel, field: SyntaxNode): GoType | undefined {
  const type = field.field('type');
  return type && pkg.typeOf(type);
}
