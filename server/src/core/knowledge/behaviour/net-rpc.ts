import { each, type PackageBehaviour } from './model.ts';

export const NET_RPC: PackageBehaviour = {
  paths: ['net/rpc'],
  serverStarts: { prefix: 'net/rpc', names: ['Accept', 'ServeConn'] },
  functions: {
    ...each(['ServeConn', 'Server.ServeConn'], {
      closes: [0],
      blocks: { category: 'serve' },
      source: 'server.go: ServeConn blocks, serving the connection until the client hangs up',
    }),
    ...each(['Accept', 'Server.Accept'], {
      stores: [0],
      blocks: { category: 'serve' },
      source: 'server.go: Accept blocks until the listener returns a non-nil error',
    }),
    NewClient: {
      wraps: [{ argument: 0, result: 0, closesUnderlying: true }],
      source:
        'client.go: NewClient returns a new [Client] to handle requests to the set of services at the other end of the connection',
    },
    'Client.Call': {
      blocks: { category: 'network' },
      source:
        'client.go: Call invokes the named function, waits for it to complete, and returns its error status',
    },
    ...each(['Dial', 'DialHTTP', 'DialHTTPPath'], {
      blocks: { category: 'dial' },
      source: 'client.go: Dial connects to an RPC server at the specified network address',
    }),
  },
};
