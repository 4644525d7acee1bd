import { homeOf } from '../semantic/home.ts';
import type { Callee, GoFunction, PackageModel } from '../semantic/model.ts';
import { pointed } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignedTo } from './assignments.ts';
import { variable } from './nil-comparison.ts';
import { placeOf } from './places.ts';

const UNKNOWN = { isKept: false };

/**
 * Whether a method of an interface is called on what wraps a struct of the program whose own method of that name gives only what
 * its fields hold already: `wrap(config, stored{response}).RoundTrip(request)`. Who put it there sees to it.
 */
export function givesWhatIsKept(pkg: PackageModel, callee: Callee): boolean {
  const { kind, receiver } = callee;
  const object = kind === 'interface-method' && receiver ? variable(pkg, receiver) : undefined;
  if (object?.role !== 'local') return false;
  const definitions = pkg.referencesTo(object).flatMap((each) => assignedTo(each) ?? []);
  const made = definitions.length === 1 ? madeBy(object.node) : undefined;
  const name = callee.id.slice(callee.id.lastIndexOf('.') + 1);
  return (made?.field('arguments')?.namedChildren ?? []).some((argument) => {
    const literal = argument.kind === 'unary_expression' ? argument.field('operand') : argument;
    const type = literal?.kind === 'composite_literal' ? pointed(pkg.typeOf(literal)) : undefined;
    const file = type?.kind === 'named' ? type.object?.file : undefined;
    if (type?.kind !== 'named' || !file) return false;
    const owner = pkg.files.includes(file) ? pkg : pkg.program.packageOf(file.path);
    const method = owner?.methodsOf(type.name).get(name)?.function;
    return method !== undefined && isFromField(homeOf(pkg, method), method);
  });
}

/** The call in the statement that declares a variable. */
function madeBy(name: SyntaxNode): SyntaxNode | undefined {
  const values = name.parent?.parent?.field('right')?.namedChildren ?? [];
  return values.length === 1 && values[0]?.kind === 'call_expression' ? values[0] : undefined;
}

/** Whether the first result of a method is nil or what a field holds that the method does not set. */
function isFromField(pkg: PackageModel, method: GoFunction): boolean {
  return pkg.program.memory.ask(pkg, method, {
    name: 'gives what a field holds',
    compute: (home, same) => ({ isKept: isKeptIn(home, same) }),
    meanwhile: UNKNOWN,
  }).isKept;
}

function isKeptIn(pkg: PackageModel, method: GoFunction): boolean {
  const given = [...(method.body?.descendants('return_statement') ?? [])].flatMap((statement) =>
    pkg.functionOf(statement) === method ? (statement.firstNamedChild?.firstNamedChild ?? []) : [],
  );
  const values = given.filter(({ kind }) => kind !== 'nil');
  const isSet = (text: string): boolean =>
    [...(method.body?.descendants('assignment_statement') ?? [])].some((each) =>
      each.field('left')?.namedChildren.some((left) => left.text === text),
    );
  return (
    values.length > 0 &&
    values.every((value) => {
      const place = placeOf(pkg, value);
      return place?.root.role === 'receiver' && place.fields.length > 0 && !isSet(value.text);
    })
  );
}
