import type { PackageBehaviour } from './model.ts';

export const MIME_MULTIPART: PackageBehaviour = {
  paths: ['mime/multipart'],
  functions: {
    'Part.Close': { releasesNothing: true, source: 'multipart.go: io.Copy(io.Discard, p) return nil' },
    NewReader: {
      wraps: [{ argument: 0, result: 0, closesUnderlying: false }],
      source: 'multipart.go: NewReader creates a new multipart [Reader] reading from r',
    },
    NewWriter: {
      wraps: [{ argument: 0, result: 0, closesUnderlying: false }],
      source:
        'writer.go: Close finishes the multipart message and writes the trailing boundary end line to the output',
    },
  },
};
