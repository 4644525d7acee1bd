import { each, type PackageBehaviour } from './model.ts';

export const NET_SMTP: PackageBehaviour = {
  paths: ['net/smtp'],
  functions: {
    NewClient: {
      wraps: [{ argument: 0, result: 0, closesUnderlying: true }],
      source: 'smtp.go: NewClient returns a new [Client] using an existing connection',
    },
    ...each(['Dial', 'SendMail'], {
      blocks: { category: 'network' },
      source: 'smtp.go: SendMail connects to the server at addr, switches to TLS if possible',
    }),
  },
};

export const NET_TEXTPROTO: PackageBehaviour = {
  paths: ['net/textproto'],
  functions: {
    NewConn: {
      wraps: [{ argument: 0, result: 0, closesUnderlying: true }],
      source: 'textproto.go: NewConn returns a new [Conn] using conn for I/O',
    },
    ...each(['NewReader', 'NewWriter'], {
      wraps: [{ argument: 0, result: 0, closesUnderlying: false }],
      source: 'reader.go: NewReader returns a new [Reader] reading from r',
    }),
  },
};
