import { each, type PackageBehaviour } from '../model.ts';

/** The context ends the wait for a connection of the pool; on the socket only with ContextTimeoutEnabled (v9). */
export const GO_REDIS: PackageBehaviour = {
  paths: ['github.com/redis/go-redis/v9', 'github.com/go-redis/redis/v8'],
  methods: {
    cmdable: {
      blocks: { category: 'client' },
      source: 'commands.go: type cmdable func(ctx context.Context, cmd Cmder) error',
    },
    Cmdable: { blocks: { category: 'client' }, source: 'commands.go: type Cmdable interface' },
    statefulCmdable: {
      blocks: { category: 'client' },
      source: 'commands.go: type statefulCmdable func(ctx context.Context, cmd Cmder) error',
    },
  },
  functions: {
    ...each(
      ['Subscribe', 'PSubscribe'],
      {
        mustRelease: { result: 0, path: [], by: ['Close'] },
        source: 'redis.go: Subscribe subscribes the client to the specified channels',
      },
      ['Client', 'ClusterClient', 'Ring', 'UniversalClient'],
    ),
    ...each(
      ['Receive', 'ReceiveMessage'],
      {
        blocks: { category: 'client', context: 0 },
        source: 'pubsub.go: Receive returns a message as a Subscription, Message, Pong or error',
      },
      ['PubSub'],
    ),
    'PubSub.ReceiveTimeout': {
      blocks: { category: 'client' },
      source:
        'pubsub.go: ReceiveTimeout acts like Receive but returns an error if message is not received in time',
    },
    'Client.Conn': {
      mustRelease: { result: 0, path: [], by: ['Close'] },
      source: 'redis.go: newConn(',
    },
    'Client.Watch': {
      blocks: { category: 'client' },
      source: 'tx.go: Watch prepares a transaction and marks the keys to be watched',
    },
    ...each(
      ['Exec'],
      {
        blocks: { category: 'client' },
        source: 'pipeline.go: Exec executes all previously queued commands using one client-server roundtrip',
      },
      ['Pipeline', 'Pipeliner'],
    ),
  },
};

export const REDIGO: PackageBehaviour = {
  paths: ['github.com/gomodule/redigo/redis'],
  functions: {
    ...each(['Dial', 'DialURL'], {
      blocks: { category: 'dial' },
      mustRelease: { result: 0, path: [], by: ['Close'] },
      source:
        'conn.go: Dial connects to the Redis server at the given network and address using the specified options',
    }),
    ...each(['DialContext', 'DialURLContext'], {
      blocks: { category: 'dial', context: 0 },
      mustRelease: { result: 0, path: [], by: ['Close'] },
      source:
        'conn.go: DialContext connects to the Redis server at the given network and address using the specified options and context',
    }),
    NewConn: {
      wraps: [{ argument: 0, result: 0, closesUnderlying: true }],
      source: 'conn.go: NewConn returns a new Redigo connection for the given net connection',
    },
    'Pool.Get': {
      blocks: { category: 'client' },
      mustRelease: { result: 0, path: [], by: ['Close'] },
      source: 'pool.go: Get gets a connection. The application must close the returned connection',
    },
    'Pool.GetContext': {
      blocks: { category: 'client', context: 0 },
      mustRelease: { result: 0, path: [], by: ['Close'] },
      source: 'pool.go: GetContext gets a connection using the provided context',
    },
    ...each(
      ['Do', 'Receive', 'Flush'],
      {
        blocks: { category: 'client' },
        source: 'redis.go: Do sends a command to the server and returns the received reply',
      },
      ['Conn'],
    ),
    NewLoggingConn: {
      wraps: [{ argument: 0, result: 0, closesUnderlying: true }],
      source: 'log.go: NewLoggingConn returns a logging wrapper around a connection',
    },
  },
};
