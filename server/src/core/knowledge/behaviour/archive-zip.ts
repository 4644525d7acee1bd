import type { PackageBehaviour } from './model.ts';

export const ARCHIVE_ZIP: PackageBehaviour = {
  paths: ['archive/zip'],
  functions: {
    NewReader: {
      wraps: [{ argument: 0, result: 0, closesUnderlying: false }],
      source: 'reader.go: NewReader returns a new [Reader] reading from r',
    },
    NewWriter: {
      wraps: [{ argument: 0, result: 0, closesUnderlying: false }],
      source: 'writer.go: It does not close the underlying writer',
    },
  },
};
