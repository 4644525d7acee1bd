import { each, type PackageBehaviour } from '../model.ts';

export const GRPC: PackageBehaviour = {
  paths: ['google.golang.org/grpc'],
  serverStarts: { prefix: 'google.golang.org/grpc', names: ['Serve'] },
  functions: {
    'Server.Serve': {
      closes: [0],
      blocks: { category: 'serve' },
      source: 'server.go: lis will be closed when this method returns',
    },
    'Server.GracefulStop': {
      blocks: { category: 'wait' },
      source: 'server.go: blocks until all the pending RPCs are finished',
    },
    // what generated unary methods call
    ...each(
      ['Invoke'],
      {
        blocks: { category: 'grpc', context: 0, result: 'settled' },
        source: 'call.go: All errors returned by Invoke are compatible with the status package',
      },
      ['ClientConn', 'ClientConnInterface'],
    ),
    ...each(
      ['NewStream'],
      {
        storesContext: 0,
        source:
          'stream.go: To ensure resources are not leaked due to the stream returned, one of the following actions must be performed',
      },
      ['ClientConn', 'ClientConnInterface'],
    ),
    ...each(['NewClient', 'Dial'], {
      mustRelease: { result: 0, path: [], by: ['Close'] },
      source: 'clientconn.go: Close tears down the ClientConn and all underlying connections',
    }),
    // it waits only with WithBlock
    DialContext: {
      mustRelease: { result: 0, path: [], by: ['Close'] },
      source: 'clientconn.go: DialContext calls NewClient and then exits idle mode',
    },
    'ClientConn.WaitForStateChange': {
      blocks: { category: 'wait', context: 0, result: 'settled' },
      source:
        'clientconn.go: WaitForStateChange waits until the connectivity.State of ClientConn changes from sourceState or ctx expires',
    },
    ...each(
      ['RecvMsg'],
      {
        blocks: { category: 'grpc' },
        source: 'stream.go: RecvMsg blocks until it receives a message into m or the stream is done',
      },
      ['ClientStream', 'ServerStream', 'Stream'],
    ),
  },
};
