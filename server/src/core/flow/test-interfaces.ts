import type { Callee, PackageModel } from '../semantic/model.ts';
import type { GoType, Signature } from '../semantic/types.ts';

const ENDS_WITHOUT_FORMAT = new Set(['Fatal', 'Skip']);
const ENDS_WITH_FORMAT = new Set(['Fatalf', 'Skipf']);
const ENDS_BARE = new Set(['FailNow', 'SkipNow']);

/**
 * Whether a call ends the test that a value of an interface stands for: the interface has Helper, which nothing but a test
 * needs, and the called method is declared as in testing.TB (testing/testing.go: "FailNow marks the function as having
 * failed and stops its execution by calling [runtime.Goexit]", SkipNow likewise). Such interfaces are written so that
 * code can take a test without an import of testing; one without Helper may be anything.
 */
export function endsTest(pkg: PackageModel, { id, kind, receiver, signature }: Callee): boolean {
  if (kind !== 'interface-method' || !receiver || !signature) return false;
  const name = id.slice(id.lastIndexOf('.') + 1);
  return isEnd(name, signature) && isTestInterface(pkg, pkg.typeOf(receiver));
}

/** Whether a type is an interface with the Helper of testing.TB. */
export function isTestInterface(pkg: PackageModel, type: GoType | undefined): boolean {
  const helper = pkg.memberOf(type, 'Helper');
  return (
    helper?.kind === 'method' &&
    helper.isInterface &&
    helper.signature !== undefined &&
    isBare(helper.signature)
  );
}

function isEnd(name: string, signature: Signature): boolean {
  if (ENDS_BARE.has(name)) return isBare(signature);
  const { parameters, results, variadic } = signature;
  if (results.length > 0 || !variadic) return false;
  if (ENDS_WITHOUT_FORMAT.has(name)) return parameters.length === 1;
  const format = parameters[0]?.type;
  return (
    ENDS_WITH_FORMAT.has(name) &&
    parameters.length === 2 &&
    format?.kind === 'basic' &&
    format.name === 'string'
  );
}

function isBare({ parameters, results }: Signature): boolean {
  return parameters.length === 0 && results.length === 0;
}
