import { MOCK_CORES, SCRIPTED_ROWS } from '../knowledge/test-frameworks.ts';
import { homeOf } from '../semantic/home.ts';
import type { Callee, FileModel, GoFunction, PackageModel } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import { implementationsOf, methodOwner } from './implementations.ts';

/** Whether the type of a method is a mock: a struct that holds what a mocking library records expected calls with. */
export function isOfMock(pkg: PackageModel, method: GoFunction): boolean {
  const underlying = pkg.underlying(methodOwner(pkg, method));
  if (underlying?.kind !== 'struct') return false;
  return [...underlying.node.descendants('field_declaration')].some((field) => {
    const type = field.field('type');
    return type !== undefined && MOCK_CORES.has(namedId(pkg.typeOf(type)) ?? '');
  });
}

/** Whether a file imports a mock of the module for the interface whose method a call calls. */
export function importsMockOf(pkg: PackageModel, callee: Callee, file: GoFunction['file']): boolean {
  return implementationsOf(pkg, callee).some((fn) => {
    const home = homeOf(pkg, fn);
    return (
      isOfMock(home, fn) &&
      file.imports.some(({ path }) => pkg.program.packageByImport(path, file)?.path === home.path)
    );
  });
}

/** Whether a test works with a driver to which it writes down the rows itself, so that no database has a part in it. */
export function scriptsItsRows({ isTest, imports }: FileModel): boolean {
  return isTest && imports.some(({ path }) => SCRIPTED_ROWS.drivers.has(path));
}

/** Whether a test reads rows that it wrote down itself, and none of them fails. */
export function scriptsGoodRows(file: FileModel): boolean {
  return scriptsItsRows(file) && file.tree.identifiersNamed(SCRIPTED_ROWS.failing).length === 0;
}
