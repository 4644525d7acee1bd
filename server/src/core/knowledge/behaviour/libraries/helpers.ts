import { each, type PackageBehaviour } from '../model.ts';

export const ERRGROUP: PackageBehaviour = {
  paths: ['golang.org/x/sync/errgroup'],
  functions: {
    WithContext: {
      storesContext: 0,
      source: 'errgroup.go: WithContext returns a new Group and an associated Context derived from ctx',
    },
    'Group.Wait': {
      blocks: { category: 'wait' },
      source: 'errgroup.go: Wait blocks until all function calls from the Go method have returned',
    },
    'Group.Go': {
      blocks: { category: 'wait' },
      source:
        'errgroup.go: It blocks until the new goroutine can be added without the number of active goroutines in the group exceeding the configured limit',
    },
  },
};

export const SEMAPHORE: PackageBehaviour = {
  paths: ['golang.org/x/sync/semaphore'],
  functions: {
    'Weighted.Acquire': {
      blocks: { category: 'wait', context: 0, result: 'settled' },
      source:
        'semaphore.go: Acquire acquires the semaphore with a weight of n, blocking until resources are available or ctx is done',
    },
  },
};

export const SINGLEFLIGHT: PackageBehaviour = {
  paths: ['golang.org/x/sync/singleflight'],
  functions: {
    'Group.Do': {
      blocks: { category: 'wait' },
      source:
        'singleflight.go: the duplicate caller waits for the original to complete and receives the same results',
    },
  },
};

/** The value comes back as it is. */
export const LO: PackageBehaviour = {
  paths: ['github.com/samber/lo'],
  functions: {
    ...each(['Must', 'Must1', 'Must2', 'Must3'], {
      returns: { argument: 0, result: 0 },
      source:
        'errors.go: func Must[T any](val T, err any, messageArgs ...any) T { must(err, messageArgs...) return val }',
    }),
  },
};

export const TESTIFY_ASSERT: PackageBehaviour = {
  paths: ['github.com/stretchr/testify/assert'],
  keepsNothing: true,
  functions: {},
};

/** The other functions of require end the test only when what they assert does not hold. */
export const TESTIFY: PackageBehaviour = {
  paths: ['github.com/stretchr/testify/require'],
  keepsNothing: true,
  functions: {
    ...each(
      ['FailNow', 'FailNowf', 'Fail', 'Failf'].flatMap((name) => [name, `Assertions.${name}`]),
      {
        neverReturns: 'exit',
        source: 'require.go: if assert.FailNow(t, failureMessage, msgAndArgs...) { return } t.FailNow()',
      },
    ),
    'TestingT.FailNow': {
      neverReturns: 'exit',
      source: 'requirements.go: TestingT is an interface wrapper around *testing.T',
    },
  },
};

/** Check and Assert only report or end the test when what they check does not hold. */
export const GOCHECK: PackageBehaviour = {
  paths: [
    'gopkg.in/check.v1',
    'github.com/flynn/go-check',
    'github.com/go-check/check',
    'github.com/pingcap/check',
  ],
  functions: {
    ...each(
      ['Fatal', 'Fatalf', 'FailNow'],
      {
        neverReturns: 'exit',
        source: 'helpers.go: FailNow marks the currently running test as failed and stops running it.',
      },
      ['C'],
    ),
    ...each(
      ['Skip', 'SucceedNow'],
      { neverReturns: 'exit', source: 'check.go: func (c *C) stopNow() { runtime.Goexit() }' },
      ['C'],
    ),
  },
};

/** An invoker of a function value stands for that function. */
export const MULTIERR: PackageBehaviour = {
  paths: ['go.uber.org/multierr'],
  functions: {
    Close: {
      wraps: [{ argument: 0, result: 0, closesUnderlying: true }],
      source: 'error.go: Close builds an Invoker that closes the provided io.Closer.',
    },
    AppendInvoke: {
      closes: [1],
      source: 'error.go: AppendInto(into, invoker.Invoke())',
    },
  },
};

/** Whoever calls the mocked function gets the values, as from the function that it stands for. */
export const GOMOCK: PackageBehaviour = {
  paths: ['github.com/golang/mock/gomock', 'go.uber.org/mock/gomock'],
  functions: {
    'Call.Return': {
      takesOver: [0, 1, 2, 3],
      source: 'call.go: Return declares the values to be returned by the mocked function call.',
    },
  },
};
