import { each, type PackageBehaviour } from './model.ts';

const FATAL = ['Fatal', 'Fatalf', 'Fatalln'];
const PANIC = ['Panic', 'Panicf', 'Panicln'];

export const LOG: PackageBehaviour = {
  paths: ['log'],
  keepsNothing: true,
  functions: {
    ...each([...FATAL, ...FATAL.map((name) => `Logger.${name}`)], {
      neverReturns: 'exit',
      source: 'log.go: Fatal is equivalent to [Print] followed by a call to [os.Exit](1)',
    }),
    ...each([...PANIC, ...PANIC.map((name) => `Logger.${name}`)], {
      neverReturns: 'panic',
      source: 'log.go: Panic is equivalent to [Print] followed by a call to panic()',
    }),
    ...each(['SetOutput', 'Logger.SetOutput'], {
      stores: [0],
      source: 'log.go: SetOutput sets the output destination for the standard logger',
    }),
    New: {
      wraps: [{ argument: 0, result: 0, closesUnderlying: false }],
      source: 'log.go: The out variable sets the destination to which log data will be written',
    },
  },
};

export const LOG_SLOG: PackageBehaviour = {
  paths: ['log/slog'],
  keepsNothing: true,
  functions: {
    NewTextHandler: {
      wraps: [{ argument: 0, result: 0, closesUnderlying: false }],
      source: 'text_handler.go: NewTextHandler creates a [TextHandler] that writes to w',
    },
    NewJSONHandler: {
      wraps: [{ argument: 0, result: 0, closesUnderlying: false }],
      source: 'json_handler.go: NewJSONHandler creates a [JSONHandler] that writes to w',
    },
    New: {
      wraps: [{ argument: 0, result: 0, closesUnderlying: false }],
      source: 'logger.go: New creates a new Logger with the given non-nil Handler',
    },
  },
};
