/**
 * Packages whose types and functions are those of another one, by import path: every name in them is an alias.
 * golang.org/x/net/context/go17.go and go19.go: `type Context = context.Context`, WithTimeout calls context.WithTimeout. And packages of
 * an earlier major version whose functions do the same (gotest.tools v2 assert/assert.go, "NilError fails the test immediately
 * if err is not nil").
 */
const SAME_AS: ReadonlyMap<string, string> = new Map([
  ['golang.org/x/net/context', 'context'],
  // where golang.org/x/net lived until 2014
  ['code.google.com/p/go.net/context', 'context'],
  ['gotest.tools/assert', 'gotest.tools/v3/assert'],
  ['gotest.tools/assert/cmp', 'gotest.tools/v3/assert/cmp'],
]);

/** The package that an import path stands for. */
export function canonicalPackage(path: string): string {
  return SAME_AS.get(path) ?? path;
}
