import { each, type PackageBehaviour } from './model.ts';

export const COMPRESS_FLATE: PackageBehaviour = {
  paths: ['compress/flate'],
  functions: {
    ...each(['NewReader', 'NewReaderDict'], {
      wraps: [{ argument: 0, result: 0, closesUnderlying: false }],
      source:
        'inflate.go: NewReader returns a new ReadCloser that can be used to read the uncompressed version of r',
    }),
    ...each(['NewWriter', 'NewWriterDict'], {
      wraps: [{ argument: 0, result: 0, closesUnderlying: false }],
      source: 'deflate.go: Close flushes and closes the writer',
    }),
    'Writer.Reset': { stores: [0], source: "deflate.go: Reset discards the writer's state" },
  },
};
