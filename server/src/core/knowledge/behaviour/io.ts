import { each, type PackageBehaviour } from './model.ts';

export const IO: PackageBehaviour = {
  paths: ['io'],
  functions: {
    ReadAll: { readsToEnd: 0, source: 'io.go: ReadAll reads from r until an error or EOF' },
    ...each(['Copy', 'CopyBuffer'], {
      readsToEnd: 1,
      source: 'io.go: Copy copies from src to dst until either EOF is reached on src or an error occurs',
    }),
    CopyN: {
      readsPart: 1,
      source: 'io.go: CopyN copies n bytes (or until an error) from src to dst',
    },
    ReadFull: {
      readsPart: 0,
      failsOnlyWith: 0,
      source: 'io.go: ReadFull reads exactly len(buf) bytes from r into buf',
    },
    ReadAtLeast: {
      readsPart: 0,
      source: 'io.go: ReadAtLeast reads from r into buf until it has read at least min bytes',
    },
    NopCloser: {
      wraps: [{ argument: 0, result: 0, closesUnderlying: false, reads: 'whole' }],
      source:
        'io.go: NopCloser returns a [ReadCloser] with a no-op Close method wrapping the provided [Reader] r',
    },
    LimitReader: {
      wraps: [{ argument: 0, result: 0, closesUnderlying: false, reads: 'part' }],
      source: 'io.go: LimitReader returns a Reader that reads from r but stops with EOF after n bytes',
    },
    TeeReader: {
      wraps: [
        { argument: 0, result: 0, closesUnderlying: false },
        { argument: 1, result: 0, closesUnderlying: false },
      ],
      source: 'io.go: TeeReader returns a [Reader] that writes to w what it reads from r',
    },
    NewSectionReader: {
      wraps: [{ argument: 0, result: 0, closesUnderlying: false }],
      source: 'io.go: NewSectionReader returns a [SectionReader] that reads from r starting at offset off',
    },
    NewOffsetWriter: {
      wraps: [{ argument: 0, result: 0, closesUnderlying: false }],
      source: 'io.go: NewOffsetWriter returns an [OffsetWriter] that writes to w starting at offset off',
    },
    'PipeReader.Read': {
      blocks: { category: 'wait' },
      source:
        'pipe.go: it reads data from the pipe, blocking until a writer arrives or the write end is closed',
    },
    'PipeWriter.Write': {
      blocks: { category: 'wait' },
      source:
        'pipe.go: it writes data to the pipe, blocking until one or more readers have consumed all the data or the read end is closed',
    },
    'PipeWriter.CloseWithError': {
      neverFails: true,
      source:
        'pipe.go: CloseWithError never overwrites the previous error if it exists and always returns nil',
    },
    'PipeReader.CloseWithError': {
      neverFails: true,
      source:
        'pipe.go: CloseWithError never overwrites the previous error if it exists and always returns nil',
    },
    'PipeWriter.Close': { neverFails: true, source: 'pipe.go: return w.CloseWithError(nil)' },
    'PipeReader.Close': { neverFails: true, source: 'pipe.go: return r.CloseWithError(nil)' },
  },
};

export const IO_IOUTIL: PackageBehaviour = {
  paths: ['io/ioutil'],
  functions: {
    ReadAll: { readsToEnd: 0, source: 'ioutil.go: return io.ReadAll(r)' },
    NopCloser: {
      wraps: [{ argument: 0, result: 0, closesUnderlying: false, reads: 'whole' }],
      source: 'ioutil.go: return io.NopCloser(r)',
    },
  },
};
