import { each, type PackageBehaviour } from './model.ts';

/** Nothing in bufio has a Close: what it wraps stays the caller's. */
export const BUFIO: PackageBehaviour = {
  paths: ['bufio'],
  functions: {
    ...each(['NewReader', 'NewReaderSize'], {
      wraps: [{ argument: 0, result: 0, closesUnderlying: false }],
      source: 'bufio.go: NewReader returns a new [Reader] whose buffer has the default size',
    }),
    ...each(['NewWriter', 'NewWriterSize'], {
      wraps: [{ argument: 0, result: 0, closesUnderlying: false }],
      source: 'bufio.go: NewWriter returns a new [Writer] whose buffer has the default size',
    }),
    NewScanner: {
      wraps: [{ argument: 0, result: 0, closesUnderlying: false }],
      source: 'scan.go: NewScanner returns a new [Scanner] to read from r',
    },
    NewReadWriter: {
      wraps: [
        { argument: 0, result: 0, closesUnderlying: false },
        { argument: 1, result: 0, closesUnderlying: false },
      ],
      source: 'bufio.go: NewReadWriter allocates a new [ReadWriter] that dispatches to r and w',
    },
    'Reader.Reset': {
      stores: [0],
      source: 'bufio.go: switches the buffered reader to read from r',
    },
    'Writer.Reset': {
      stores: [0],
      source: 'bufio.go: resets b to write its output to w',
    },
    'Writer.ReadFrom': {
      readsToEnd: 0,
      source: 'bufio.go: ReadFrom implements [io.ReaderFrom]',
    },
  },
};
