import type { PackageBehaviour } from './model.ts';

export const ARCHIVE_TAR: PackageBehaviour = {
  paths: ['archive/tar'],
  functions: {
    NewReader: {
      wraps: [{ argument: 0, result: 0, closesUnderlying: false }],
      source: 'reader.go: NewReader creates a new [Reader] reading from r',
    },
    NewWriter: {
      wraps: [{ argument: 0, result: 0, closesUnderlying: false }],
      source: 'writer.go: Close closes the tar archive by flushing the padding, and writing the footer',
    },
  },
};
