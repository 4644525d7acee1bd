import { each, type PackageBehaviour } from './model.ts';

export const COMPRESS_ZLIB: PackageBehaviour = {
  paths: ['compress/zlib'],
  functions: {
    ...each(['NewReader', 'NewReaderDict'], {
      wraps: [{ argument: 0, result: 0, closesUnderlying: false }],
      source:
        'reader.go: Calling Close does not close the wrapped [io.Reader] originally passed to [NewReader]',
    }),
    ...each(['NewWriter', 'NewWriterLevel', 'NewWriterLevelDict'], {
      wraps: [{ argument: 0, result: 0, closesUnderlying: false }],
      source: 'writer.go: but does not close the underlying io.Writer',
    }),
    'Writer.Reset': { stores: [0], source: 'writer.go: but instead writing to w' },
  },
};
