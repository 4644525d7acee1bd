import { each, type PackageBehaviour } from '../model.ts';

const FATAL = ['Fatal', 'Fatalf', 'Fatalln'];

/** They exit through a function that a program may replace; then the call does return. */
export const LOGRUS: PackageBehaviour = {
  paths: ['github.com/sirupsen/logrus'],
  keepsNothing: true,
  functions: {
    ...each(
      [
        ...FATAL,
        ...FATAL.map((name) => `Entry.${name}`),
        ...FATAL.map((name) => `Logger.${name}`),
        'Logger.FatalFn',
        'FatalFn',
        'Exit',
        'Logger.Exit',
      ],
      {
        neverReturns: 'exit',
        source: 'logger.go: logger.ExitFunc(code)',
      },
    ),
    ...each(
      ['Panic', 'Panicf', 'Panicln'].flatMap((name) => [name, `Entry.${name}`, `Logger.${name}`]),
      { neverReturns: 'panic', source: 'entry.go: panic(newEntry)' },
    ),
    ...each(['SetOutput', 'Logger.SetOutput'], {
      stores: [0],
      source: 'logger.go: SetOutput sets the logger output',
    }),
    ...each(
      ['Writer', 'WriterLevel'],
      {
        mustRelease: { result: 0, path: [], by: ['Close'] },
        source: 'writer.go: it is the callers responsibility to close the writer when done',
      },
      ['Logger', 'Entry'],
    ),
  },
};

/** Its entries are those of logrus. */
export const CONTAINERD_LOG: PackageBehaviour = {
  paths: ['github.com/containerd/log'],
  keepsNothing: true,
  functions: {},
};

export const ZAP: PackageBehaviour = {
  paths: ['go.uber.org/zap'],
  keepsNothing: true,
  functions: {
    'Logger.Fatal': {
      neverReturns: 'exit',
      source: 'logger.go: The logger then calls os.Exit(1), even if logging at FatalLevel is disabled',
    },
    'Logger.Panic': {
      neverReturns: 'panic',
      source: 'logger.go: The logger then panics, even if logging at PanicLevel is disabled',
    },
    ...each(
      ['Fatal', 'Fatalf', 'Fatalw', 'Fatalln'],
      {
        neverReturns: 'exit',
        source: 'sugar.go: Fatal constructs a message with the provided arguments and calls os.Exit',
      },
      ['SugaredLogger'],
    ),
    ...each(
      ['Panic', 'Panicf', 'Panicw', 'Panicln'],
      {
        neverReturns: 'panic',
        source: 'sugar.go: Panic constructs a message with the provided arguments and panics',
      },
      ['SugaredLogger'],
    ),
  },
};

export const GLOG: PackageBehaviour = {
  paths: ['github.com/golang/glog', 'k8s.io/klog/v2', 'k8s.io/klog'],
  keepsNothing: true,
  functions: {
    ...each(['Fatal', 'Fatalf', 'Fatalln', 'FatalDepth', 'Exit', 'Exitf', 'Exitln', 'ExitDepth'], {
      neverReturns: 'exit',
      source: 'glog.go: Fatal logs to the FATAL, ERROR, WARNING, and INFO logs',
    }),
  },
};

/** Its events are sent, and end the process, by the last call of a chain: `log.Fatal().Err(err).Msg("no port")`. */
export const ZEROLOG: PackageBehaviour = {
  paths: ['github.com/rs/zerolog'],
  functions: {
    'Logger.Fatal': {
      exitsWith: ['Msg', 'Msgf', 'MsgFunc', 'Send'],
      source:
        'log.go: The os.Exit(1) function is called by the Msg method, which terminates the program immediately.',
    },
  },
};

export const ZEROLOG_LOG: PackageBehaviour = {
  paths: ['github.com/rs/zerolog/log'],
  functions: {
    Fatal: {
      exitsWith: ['Msg', 'Msgf', 'MsgFunc', 'Send'],
      source: 'log.go: The os.Exit(1) function is called by the Msg method.',
    },
  },
};

export const PINGCAP_LOG: PackageBehaviour = {
  paths: ['github.com/pingcap/log'],
  keepsNothing: true,
  functions: {
    Fatal: {
      neverReturns: 'exit',
      source: 'global.go: The logger then calls os.Exit(1), even if logging at FatalLevel is disabled.',
    },
    Panic: {
      neverReturns: 'panic',
      source: 'global.go: The logger then panics, even if logging at PanicLevel is disabled.',
    },
  },
};
