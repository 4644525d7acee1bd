/** Functions that are true only for a non-nil error, which is their first argument (errors/wrap.go, os/error.go). */
export const TRUE_MEANS_ERROR: ReadonlySet<string> = new Set([
  'errors.Is',
  'errors.As',
  'github.com/pkg/errors.Is',
  'github.com/pkg/errors.As',
  'os.IsNotExist',
  'os.IsExist',
  'os.IsPermission',
  'os.IsTimeout',
]);

/**
 * Functions that are true only for a nil error, with the index of the error among the arguments: they report to the
 * test and go on (github.com/stretchr/testify/assert/assertions.go: NoError is `err == nil`).
 */
export const TRUE_MEANS_NIL: ReadonlyMap<string, number> = new Map([
  ['github.com/stretchr/testify/assert.NoError', 1],
  ['github.com/stretchr/testify/assert.NoErrorf', 1],
  ['github.com/stretchr/testify/assert.Nil', 1],
  ['github.com/stretchr/testify/assert.Assertions.NoError', 0],
  ['github.com/stretchr/testify/assert.Assertions.Nil', 0],
  ['github.com/stretchr/testify/suite.Suite.NoError', 0],
]);

const MUST = 'github.com/shoenig/test/must';
const GOTEST = 'gotest.tools/v3/assert';

/**
 * Functions that come back only for a nil error, with the index of the error among the arguments
 * (github.com/stretchr/testify/require/require.go: FailNow, which calls runtime.Goexit; github.com/shoenig/test
 * must/must.go: "NoError asserts err is a nil error"; gotest.tools assert/assert.go: "NilError fails the test
 * immediately if err is not nil").
 */
export const RETURNS_ONLY_FOR_NIL: ReadonlyMap<string, number> = new Map([
  ['github.com/stretchr/testify/require.NoError', 1],
  ['github.com/stretchr/testify/require.NoErrorf', 1],
  ['github.com/stretchr/testify/require.Nil', 1],
  ['github.com/stretchr/testify/require.Assertions.NoError', 0],
  ['github.com/stretchr/testify/require.Assertions.Nil', 0],
  [`${MUST}.NoError`, 1],
  [`${MUST}.Nil`, 1],
  [`${GOTEST}.NilError`, 1],
]);

/** Functions that never give a nil error (fmt/errors.go, errors/errors.go, github.com/pkg/errors errors.go). */
export const GIVES_ERROR: ReadonlySet<string> = new Set([
  'fmt.Errorf',
  'errors.New',
  'github.com/pkg/errors.New',
  'github.com/pkg/errors.Errorf',
  'golang.org/x/xerrors.New',
  'golang.org/x/xerrors.Errorf',
]);

/**
 * Functions whose result is nil exactly when their first argument is (github.com/pkg/errors errors.go: "If err is nil,
 * Wrap returns nil").
 */
export const NIL_AS_ARGUMENT: ReadonlySet<string> = new Set(
  ['Wrap', 'Wrapf', 'WithStack', 'WithMessage', 'WithMessagef', 'Cause'].map(
    (name) => `github.com/pkg/errors.${name}`,
  ),
);

/** Functions whose result is nil exactly when every argument is (errors/join.go: "Join returns nil if every value in errs is nil"). */
export const JOINS_ERRORS: ReadonlySet<string> = new Set(['errors.Join']);

const TESTIFY = 'github.com/stretchr/testify';

/**
 * Functions after which the test has failed unless there is an error, with its index among the arguments
 * (assert/assertions.go, Error: "asserts that a function returned an error"; must/must.go, Error: "asserts err is a
 * non-nil error"; gotest.tools assert/assert.go, Error: "fails the test if err is nil").
 */
export const EXPECTS_ERROR: ReadonlyMap<string, number> = new Map([
  ...['Error', 'EqError', 'ErrorIs', 'ErrorContains'].map((name): [string, number] => [`${MUST}.${name}`, 1]),
  ...['Error', 'ErrorIs', 'ErrorContains', 'ErrorType'].map((name): [string, number] => [
    `${GOTEST}.${name}`,
    1,
  ]),
  ...[
    'Error',
    'Errorf',
    'ErrorIs',
    'ErrorIsf',
    'ErrorAs',
    'ErrorContains',
    'ErrorContainsf',
    'EqualError',
  ].flatMap((name): [string, number][] => [
    [`${TESTIFY}/require.${name}`, 1],
    [`${TESTIFY}/require.Assertions.${name}`, 0],
    [`${TESTIFY}/assert.${name}`, 1],
    [`${TESTIFY}/assert.Assertions.${name}`, 0],
  ]),
]);

/** Functions that come back only when a condition came out so, with its index among the arguments (require/require.go). */
export const RETURNS_ONLY_WHEN: ReadonlyMap<string, { readonly index: number; readonly holds: boolean }> =
  new Map(
    [true, false].flatMap((holds) =>
      (holds ? ['True', 'Truef'] : ['False', 'Falsef']).flatMap(
        (name): [string, { readonly index: number; readonly holds: boolean }][] => [
          [`${TESTIFY}/require.${name}`, { index: 1, holds }],
          [`${TESTIFY}/require.Assertions.${name}`, { index: 0, holds }],
        ],
      ),
    ),
  );

/** Calls that mark a test as failed and go on (testing/testing.go, common.Error: "equivalent to Log followed by Fail"). */
export const FAILS_TEST = /^testing\.(?:T|B|F|TB|common)\.(?:Error|Errorf|Fail)$/;
