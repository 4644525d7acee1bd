import type { PackageBehaviour } from './model.ts';

export const OS: PackageBehaviour = {
  paths: ['os'],
  functions: {
    Exit: {
      neverReturns: 'exit',
      source: 'proc.go: The program terminates immediately; deferred functions are not run',
    },
    'File.ReadFrom': { readsToEnd: 0, source: 'file.go: ReadFrom implements io.ReaderFrom' },
    NewFile: {
      wraps: [{ argument: 0, result: 0, closesUnderlying: true }],
      source: 'file.go: NewFile returns a new [File] with the given file descriptor and name',
    },
    'Process.Wait': {
      blocks: { category: 'exec' },
      source: 'exec.go: Wait waits for the [Process] to exit',
    },
    // the files of ProcAttr are duplicated into the child
    StartProcess: { borrows: [2], source: 'exec.go: StartProcess starts a new process with the program' },
  },
};
