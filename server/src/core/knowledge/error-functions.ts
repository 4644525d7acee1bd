/** Functions that are true only for a non-nil error, which is their first argument (errors/wrap.go, os/error.go). */
export const TRUE_MEANS_ERROR: ReadonlySet<string> = new Set([
  'errors.Is',
  'errors.As',
  // errors/wrap.go: AsType returns the error that it finds, and whether it has found one
  'errors.AsType',
  'github.com/pkg/errors.Is',
  'github.com/pkg/errors.As',
  'os.IsNotExist',
  'os.IsExist',
  'os.IsPermission',
  'os.IsTimeout',
]);

const TESTIFY = 'github.com/stretchr/testify';

/**
 * Rows for the functions of a testify package and the methods of its Assertions, which leave the test out; a suite embeds
 * those of `assert` (suite/suite.go: `type Suite struct { *assert.Assertions`).
 */
function testify<Row>(
  packageName: 'assert' | 'require',
  names: readonly string[],
  row: (first: number) => Row,
) {
  const owners = packageName === 'assert' ? ['assert.Assertions', 'suite.Suite'] : ['require.Assertions'];
  return names.flatMap((name): [string, Row][] => [
    [`${TESTIFY}/${packageName}.${name}`, row(1)],
    ...owners.map((owner): [string, Row] => [`${TESTIFY}/${owner}.${name}`, row(0)]),
  ]);
}

/**
 * Functions that are true only for a nil error, with the index of the error among the arguments: they report to the
 * test and go on (github.com/stretchr/testify/assert/assertions.go: NoError is `err == nil`).
 */
export const TRUE_MEANS_NIL: ReadonlyMap<string, number> = new Map(
  testify('assert', ['NoError', 'NoErrorf', 'Nil', 'Nilf'], (first) => first),
);

/**
 * Functions that are false only for a nil error, with the index of the error among the arguments
 * (assert/assertions.go, Error: `if err == nil { return Fail(`; NotNil: `if !isNil(object) { return true }`).
 */
export const FALSE_MEANS_NIL: ReadonlyMap<string, number> = new Map(
  testify('assert', ['Error', 'Errorf', 'NotNil', 'NotNilf'], (first) => first),
);

/** Functions after which the test has failed unless a value is nil, with its index (assert/assertions.go: "Nil asserts that the specified object is nil."). */
export const EXPECTS_NIL: ReadonlyMap<string, number> = new Map(
  testify('assert', ['Nil', 'Nilf'], (first) => first),
);

const MUST = 'github.com/shoenig/test/must';
const GOTEST = 'gotest.tools/v3/assert';
const IS = 'github.com/matryer/is';

/**
 * Functions that come back only for a nil error, with the index of the error among the arguments
 * (github.com/stretchr/testify/require/require.go: FailNow, which calls runtime.Goexit; github.com/shoenig/test
 * must/must.go: "NoError asserts err is a nil error"; gotest.tools/v3 assert/assert.go, NilError: "fails the test
 * immediately if err is not nil"; github.com/matryer/is is.go: "NoErr asserts that err is nil.").
 */
export const RETURNS_ONLY_FOR_NIL: ReadonlyMap<string, number> = new Map([
  ...testify('require', ['NoError', 'NoErrorf', 'Nil', 'Nilf'], (first) => first),
  [`${MUST}.NoError`, 1],
  [`${MUST}.Nil`, 1],
  [`${GOTEST}.NilError`, 1],
  [`${IS}.I.NoErr`, 0],
]);

/**
 * Functions that never give a nil error (fmt/errors.go, errors/errors.go, github.com/pkg/errors errors.go;
 * github.com/hashicorp/go-multierror append.go: "If err is nil, a new *Error will be returned").
 */
export const GIVES_ERROR: ReadonlySet<string> = new Set([
  'fmt.Errorf',
  'errors.New',
  'github.com/pkg/errors.New',
  'github.com/pkg/errors.Errorf',
  'github.com/pingcap/errors.New',
  'github.com/pingcap/errors.Errorf',
  'golang.org/x/xerrors.New',
  'golang.org/x/xerrors.Errorf',
  'github.com/hashicorp/go-multierror.Append',
  'github.com/juju/errors.New',
  'github.com/juju/errors.Errorf',
  // github.com/gravitational/trace errors.go: "BadParameter returns a new instance of BadParameterError", and so of its siblings
  ...[
    'Errorf',
    'BadParameter',
    'NotFound',
    'AlreadyExists',
    'AccessDenied',
    'CompareFailed',
    'LimitExceeded',
  ].map((name) => `github.com/gravitational/trace.${name}`),
]);

/**
 * Functions whose result is nil exactly when their first argument is (github.com/pkg/errors errors.go: "If err is nil,
 * Wrap returns nil"; github.com/pingcap/errors, made from it, errors.go: "If err is nil, Annotate returns nil", juju_adaptor.go:
 * "Trace just calls AddStack"; github.com/juju/errors functions.go, Trace: "If the other error is nil, the result will be nil";
 * github.com/gravitational/trace trace.go, Wrap begins with `if err == nil { return nil }`).
 */
export const NIL_AS_ARGUMENT: ReadonlySet<string> = new Set([
  ...['Wrap', 'Wrapf', 'WithStack', 'WithMessage', 'WithMessagef', 'Cause'].map(
    (name) => `github.com/pkg/errors.${name}`,
  ),
  ...['Wrap', 'Wrapf', 'Annotate', 'Annotatef', 'Trace', 'AddStack', 'WithStack', 'WithMessage', 'Cause'].map(
    (name) => `github.com/pingcap/errors.${name}`,
  ),
  ...['Trace', 'Annotate', 'Annotatef', 'Mask', 'Maskf'].map((name) => `github.com/juju/errors.${name}`),
  'github.com/gravitational/trace.Wrap',
]);

/** Functions whose result is nil exactly when every argument is (errors/join.go: "Join returns nil if every value in errs is nil"). */
export const JOINS_ERRORS: ReadonlySet<string> = new Set(['errors.Join']);

/**
 * Functions after which the test has failed unless there is an error, with its index among the arguments
 * (assert/assertions.go, Error: "asserts that a function returned an error", NotNil: "asserts that the specified object
 * is not nil", Regexp: "asserts that a specified regexp matches a string", which of no error is `<nil>`; gotest.tools/v3
 * assert/assert.go, ErrorIs: "fails the test if err is nil, or the error does not match"; must/must.go,
 * Error: "asserts err is a non-nil error").
 */
export const EXPECTS_ERROR: ReadonlyMap<string, number> = new Map([
  ...(['assert', 'require'] as const).flatMap((packageName) =>
    testify(
      packageName,
      [
        'Error',
        'Errorf',
        'ErrorIs',
        'ErrorIsf',
        'ErrorAs',
        'ErrorAsf',
        'ErrorContains',
        'ErrorContainsf',
        'EqualError',
        'EqualErrorf',
        'NotNil',
        'NotNilf',
      ],
      (first) => first,
    ),
  ),
  ...(['assert', 'require'] as const).flatMap((packageName) =>
    testify(packageName, ['Regexp', 'Regexpf'], (first) => first + 1),
  ),
  ...['Error', 'EqError', 'ErrorIs', 'ErrorContains'].map((name): [string, number] => [`${MUST}.${name}`, 1]),
  ...['Error', 'ErrorContains', 'ErrorIs', 'ErrorType'].map((name): [string, number] => [
    `${GOTEST}.${name}`,
    1,
  ]),
]);

/**
 * Comparisons that fail for a nil error, with its index among the arguments (gotest.tools/v3 assert/cmp/compare.go,
 * ErrorIs: "succeeds if errors.Is(actual, expected) returns true"); `COMPARES` takes them.
 */
export const SUCCEEDS_ONLY_FOR_ERROR: ReadonlyMap<string, number> = new Map(
  ['Error', 'ErrorContains', 'ErrorIs', 'ErrorType'].map((name) => [`gotest.tools/v3/assert/cmp.${name}`, 0]),
);

/**
 * Functions after which the test has failed unless a comparison succeeds, with its index (gotest.tools/v3 assert/assert.go, whose
 * "comparison" may also be a bool, true when it succeeds).
 */
export const COMPARES: ReadonlyMap<string, number> = new Map([
  [`${GOTEST}.Assert`, 1],
  [`${GOTEST}.Check`, 1],
]);

/**
 * Functions after which the test has failed unless two values are equal, with the index of the first
 * (assert/assertions.go: "Equal asserts that two objects are equal", "Same asserts that two pointers reference the same
 * object"; gotest.tools/v3 assert/assert.go: "Equal uses the == operator to assert two values are equal and fails the
 * test if they are not"; is.go: "Equal asserts that a and b are equal.").
 */
export const EXPECTS_EQUAL: ReadonlyMap<string, number> = new Map([
  ...(['assert', 'require'] as const).flatMap((packageName) =>
    testify(packageName, ['Equal', 'Equalf', 'EqualValues', 'Exactly', 'Same', 'Samef'], (first) => first),
  ),
  [`${GOTEST}.Equal`, 1],
  ['gotest.tools/v3/assert/cmp.Equal', 0],
  [`${IS}.I.Equal`, 0],
]);

/** A condition among the arguments, and how it has to come out. */
interface Wanted {
  readonly index: number;
  readonly holds: boolean;
}

function wanted(packageName: 'assert' | 'require'): ReadonlyMap<string, Wanted> {
  return new Map(
    [true, false].flatMap((holds) =>
      testify(packageName, holds ? ['True', 'Truef'] : ['False', 'Falsef'], (index) => ({ index, holds })),
    ),
  );
}

/**
 * Functions that come back only when a condition came out so (require/require.go; is.go: "True asserts that the expression is
 * true.", which ends the test unless it is relaxed).
 */
export const RETURNS_ONLY_WHEN: ReadonlyMap<string, Wanted> = new Map([
  ...wanted('require'),
  [`${IS}.I.True`, { index: 0, holds: true }],
]);

/** Functions after which the test has failed unless a condition came out so (assert/assertions.go, True, False). */
export const EXPECTS_WHEN = wanted('assert');

/** Calls that mark a test as failed and go on (testing/testing.go, common.Error: "equivalent to Log followed by Fail"). */
export const FAILS_TEST = /^testing\.(?:T|B|F|TB|common)\.(?:Error|Errorf|Fail)$/;

/**
 * Assertions that mark a test as failed where they come out false, and go on (assert/assertions.go, Fail: `t.Errorf("\\n%s"`,
 * `return false`); ObjectsAreEqual and its
 * like only compare.
 */
export const FAILS_WHEN_FALSE = new RegExp(
  String.raw`^${TESTIFY}/(?:assert\.(?:Assertions\.)?|suite\.Suite\.)(?!Objects)[A-Z]\w*$`,
);

/** Calls that fail a test and end it (testing/testing.go, common.Fatal: "equivalent to Log followed by FailNow"). */
export const STOPS_TEST = /^testing\.(?:T|B|F|TB|common)\.(?:Fatal|Fatalf|FailNow)$/;

/**
 * Functions that are true only when two values, their first arguments, are equal (reflect/deepequal.go: "DeepEqual reports
 * whether x and y are deeply equal"; assert/assertions.go: "ObjectsAreEqual determines if two objects are considered
 * equal"). As an interface, only nil is equal to nil.
 */
export const EQUAL_VALUES: ReadonlySet<string> = new Set([
  'reflect.DeepEqual',
  `${TESTIFY}/assert.ObjectsAreEqual`,
]);

/**
 * Functions that end at the first error of the function that they are given and return it, with its index among the arguments
 * (path/filepath/path.go: "If the function returns a non-nil error, Walk stops entirely and returns that error"; io/fs/walk.go
 * says the same of WalkDir; SkipDir and SkipAll apart).
 */
export const RETURNS_CALLBACK_ERROR: ReadonlyMap<string, number> = new Map([
  ['path/filepath.Walk', 1],
  ['path/filepath.WalkDir', 1],
  ['io/fs.WalkDir', 2],
]);

/**
 * Methods that run the function which is their first argument as a goroutine, with the method of the same value that gives the first
 * error of those (golang.org/x/sync errgroup/errgroup.go: "Wait blocks until all function calls from the Go method have returned,
 * then returns the first non-nil error (if any) from them."; github.com/oklog/run group.go: "Run returns the error returned by the
 * first exiting actor.").
 */
export const ERROR_COMES_FROM: ReadonlyMap<string, string> = new Map([
  ['golang.org/x/sync/errgroup.Group.Go', 'golang.org/x/sync/errgroup.Group.Wait'],
  ['golang.org/x/sync/errgroup.Group.TryGo', 'golang.org/x/sync/errgroup.Group.Wait'],
  ['github.com/oklog/run.Group.Add', 'github.com/oklog/run.Group.Run'],
]);
