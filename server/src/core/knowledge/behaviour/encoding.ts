import { each, type PackageBehaviour } from './model.ts';

/** Encoders and decoders never close what they write to or read from, not even by a Close of their own. */
export const ENCODING: readonly PackageBehaviour[] = [
  {
    paths: ['encoding/base64'],
    functions: {
      NewDecoder: {
        wraps: [{ argument: 1, result: 0, closesUnderlying: false }],
        source: 'base64.go: NewDecoder constructs a new base64 stream decoder',
      },
      NewEncoder: {
        wraps: [{ argument: 1, result: 0, closesUnderlying: false }],
        source: 'base64.go: the caller must Close the returned encoder to flush any partially written blocks',
      },
    },
  },
  {
    paths: ['encoding/csv'],
    functions: {
      NewReader: {
        wraps: [{ argument: 0, result: 0, closesUnderlying: false }],
        source: 'reader.go: NewReader returns a new Reader that reads from r',
      },
      NewWriter: {
        wraps: [{ argument: 0, result: 0, closesUnderlying: false }],
        source: 'writer.go: NewWriter returns a new Writer that writes to w',
      },
    },
  },
  {
    paths: ['encoding/hex'],
    functions: {
      ...each(['NewEncoder', 'NewDecoder', 'Dumper'], {
        wraps: [{ argument: 0, result: 0, closesUnderlying: false }],
        source: 'hex.go: NewEncoder returns an [io.Writer] that writes lowercase hexadecimal characters to w',
      }),
    },
  },
  {
    paths: ['encoding/json'],
    functions: {
      NewDecoder: {
        wraps: [{ argument: 0, result: 0, closesUnderlying: false }],
        source: 'stream.go: NewDecoder returns a new decoder that reads from r',
      },
      'Decoder.Decode': {
        readsOneValue: true,
        source: 'stream.go: Decode reads the next JSON-encoded value from its input',
      },
      NewEncoder: {
        wraps: [{ argument: 0, result: 0, closesUnderlying: false }],
        source: 'stream.go: NewEncoder returns a new encoder that writes to w',
      },
    },
  },
  {
    paths: ['encoding/xml'],
    functions: {
      NewDecoder: {
        wraps: [{ argument: 0, result: 0, closesUnderlying: false }],
        source: 'xml.go: NewDecoder creates a new XML parser reading from r',
      },
      'Decoder.Decode': {
        readsOneValue: true,
        source:
          'read.go: Decode works like [Unmarshal], except it reads the decoder stream to find the start element',
      },
      NewEncoder: {
        wraps: [{ argument: 0, result: 0, closesUnderlying: false }],
        source: 'marshal.go: Close the Encoder, indicating that no more data will be written',
      },
    },
  },
];
