import type { PackageBehaviour } from './model.ts';

export const RUNTIME: readonly PackageBehaviour[] = [
  {
    paths: ['runtime'],
    functions: {
      Goexit: {
        neverReturns: 'exit',
        source: 'panic.go: Goexit terminates the goroutine that calls it',
      },
      AddCleanup: { stores: [1], source: 'mcleanup.go: AddCleanup attaches a cleanup function to ptr' },
      SetFinalizer: {
        stores: [1],
        source:
          'mfinal.go: SetFinalizer sets the finalizer associated with obj to the provided finalizer function',
      },
    },
  },
  {
    paths: ['runtime/debug'],
    functions: {
      SetCrashOutput: {
        borrows: [0],
        source: "stack.go: SetCrashOutput duplicates f's file descriptor",
      },
    },
  },
  {
    paths: ['runtime/pprof'],
    functions: {
      StartCPUProfile: {
        stores: [0],
        storesUntil: 'runtime/pprof.StopCPUProfile',
        source: 'pprof.go: While profiling, the profile will be buffered and written to w',
      },
    },
  },
  {
    paths: ['runtime/trace'],
    functions: {
      Start: {
        stores: [0],
        storesUntil: 'runtime/trace.Stop',
        source: 'trace.go: While tracing, the trace will be buffered and written to w',
      },
    },
  },
  {
    paths: ['syscall'],
    functions: {
      Exit: { neverReturns: 'exit', source: 'syscall.go: func Exit(code int)' },
    },
  },
];
