import { each, type PackageBehaviour } from './model.ts';

export const COMPRESS_GZIP: PackageBehaviour = {
  paths: ['compress/gzip'],
  functions: {
    NewReader: {
      wraps: [{ argument: 0, result: 0, closesUnderlying: false }],
      source: 'gunzip.go: Close closes the [Reader]. It does not close the underlying reader',
    },
    ...each(['NewWriter', 'NewWriterLevel'], {
      wraps: [{ argument: 0, result: 0, closesUnderlying: false }],
      source: 'gzip.go: It does not close the underlying [io.Writer]',
    }),
    'Reader.Close': {
      releasesNothing: true,
      source: 'gunzip.go: Close closes the [Reader]. It does not close the underlying reader',
    },
    'Reader.Reset': {
      stores: [0],
      source: 'gunzip.go: but reading from r instead',
    },
    'Writer.Reset': { stores: [0], source: 'gzip.go: but writing to w instead' },
  },
};
