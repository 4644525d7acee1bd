import type { Callee, GoFunction, PackageModel } from '../semantic/model.ts';
import { namedId, pointed } from '../semantic/types.ts';
import { homeOf } from './graphs.ts';

/**
 * The methods of the module, without its tests, that a call through an interface of the program may run: their types declare
 * every method that the interface lists. Nothing until the module is read.
 */
export function implementationsOf(pkg: PackageModel, callee: Callee): readonly GoFunction[] {
  const { program } = pkg;
  const receiver = callee.kind === 'interface-method' ? callee.receiver : undefined;
  const type = receiver && pkg.typeOf(receiver);
  if (type?.kind !== 'named' || !type.object?.file || !program.moduleIsComplete) return [];
  const underlying = pkg.underlying(type);
  if (underlying?.kind !== 'interface' || !underlying.node) return [];
  const names = underlying.node.namedChildren.flatMap((child) =>
    child.kind === 'method_elem' ? (child.field('name')?.text ?? []) : [],
  );
  const name = callee.id.slice(callee.id.lastIndexOf('.') + 1);
  const count = callee.signature?.parameters.length;
  return program.modulePackages(type.object.file, [name]).flatMap((member) =>
    member.methodsNamed(name).filter((fn) => {
      if (fn.file.isTest || fn.parameters.length !== count) return false;
      const home = homeOf(member, fn);
      const owner = receiverType(home, fn);
      const methods = owner === undefined ? undefined : home.methodsOf(owner);
      return methods !== undefined && names.every((each) => methods.has(each));
    }),
  );
}

/** The name of the type that declares a method. */
function receiverType(pkg: PackageModel, { receiver, node }: GoFunction): string | undefined {
  const written = node.field('receiver')?.firstNamedChild?.field('type');
  const type = pointed(receiver ? pkg.typeOfObject(receiver) : written && pkg.typeOf(written));
  return namedId(type) === undefined || type?.kind !== 'named' ? undefined : type.name;
}
