import { each, type PackageBehaviour } from './model.ts';

export const TESTING: PackageBehaviour = {
  paths: ['testing'],
  keepsNothing: true,
  functions: {
    ...each(
      ['Fatal', 'Fatalf', 'FailNow'],
      {
        neverReturns: 'exit',
        source:
          'testing.go: FailNow marks the function as having failed and stops its execution by calling [runtime.Goexit]',
      },
      ['T', 'B', 'F', 'TB', 'common'],
    ),
    ...each(
      ['Skip', 'Skipf', 'SkipNow'],
      {
        neverReturns: 'exit',
        source:
          'testing.go: SkipNow marks the test as having been skipped and stops its execution by calling [runtime.Goexit]',
      },
      ['T', 'B', 'F', 'TB', 'common'],
    ),
    ...each(
      ['Cleanup'],
      {
        stores: [0],
        source:
          'testing.go: Cleanup registers a function to be called when the test (or subtest) and all its subtests complete',
      },
      ['T', 'B', 'F', 'TB', 'common'],
    ),
    'T.Run': {
      blocks: { category: 'wait' },
      source:
        'testing.go: It runs f in a separate goroutine and blocks until f returns or calls t.Parallel to become a parallel test',
    },
  },
};
