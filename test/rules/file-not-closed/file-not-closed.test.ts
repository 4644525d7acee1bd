import { describe, expect, test } from 'vitest';
import { findingsIn } from '../../harness/program.ts';

const opening = (library: string, check: string): string =>
  `package a\n\nimport (\n\t"os"\n\t"testing"\n\n\t"${library}"\n)\n\nfunc TestAbsent(t *testing.T) {\n\t_, err := os.Open("absent")\n\t${check}\n}\n`;

describe('file-not-closed', () => {
  test.each([
    ['github.com/shoenig/test/must', 'must.Error(t, err)', 'must.NoError(t, err)'],
    ['gotest.tools/v3/assert', 'assert.ErrorContains(t, err, "no such")', 'assert.NilError(t, err)'],
  ])('%s: what has to fail opens nothing', (library, fails, succeeds) => {
    const options = { path: 'p/p_test.go', rules: ['file-not-closed'] };
    expect(findingsIn(opening(library, fails), options)).toEqual([]);
    expect(findingsIn(opening(library, succeeds), options)).toHaveLength(1);
  });
});
