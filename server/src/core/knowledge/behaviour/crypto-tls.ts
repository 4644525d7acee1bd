import { each, type PackageBehaviour } from './model.ts';

export const CRYPTO_TLS: PackageBehaviour = {
  paths: ['crypto/tls'],
  functions: {
    Client: {
      wraps: [{ argument: 0, result: 0, closesUnderlying: true }],
      source:
        'tls.go: Client returns a new TLS client side connection using conn as the underlying transport',
    },
    Server: {
      wraps: [{ argument: 0, result: 0, closesUnderlying: true }],
      source:
        'tls.go: Server returns a new TLS server side connection using conn as the underlying transport',
    },
    // `listener` embeds net.Listener: its Close is the inner one's
    NewListener: {
      wraps: [{ argument: 0, result: 0, closesUnderlying: true }],
      source: 'tls.go: NewListener creates a Listener which accepts connections from an inner Listener',
    },
    'Dialer.DialContext': {
      blocks: { category: 'dial', context: 0, result: 'settled' },
      source:
        'tls.go: Once successfully connected, any expiration of the context will not affect the connection',
    },
    ...each(['Dial', 'DialWithDialer', 'Dialer.Dial'], {
      blocks: { category: 'dial' },
      source:
        'tls.go: Dial connects to the given network address using net.Dial and then initiates a TLS handshake',
    }),
    'Conn.HandshakeContext': {
      blocks: { category: 'network', context: 0, result: 'settled' },
      source:
        'conn.go: HandshakeContext runs the client or server handshake protocol if it has not yet been run',
    },
    ...each(
      ['Handshake', 'Read', 'Write'],
      { blocks: { category: 'network' }, source: 'conn.go: Read reads data from the connection' },
      ['Conn'],
    ),
  },
};
