import { CLOSER, methods, type OwnershipType, results } from './model.ts';

const DOCKER = methods('github.com/docker/docker/client', ['NewClientWithOpts', 'NewEnvClient']);
const ETCD = ['go.etcd.io/etcd/client/v3', 'go.etcd.io/etcd/clientv3', 'github.com/coreos/etcd/clientv3'];

/**
 * google.golang.org/grpc clientconn.go: "Close tears down the ClientConn and all underlying connections". Generated stubs
 * take it as grpc.ClientConnInterface, which has no Close.
 */
export const GRPC_CONNECTION: OwnershipType = {
  ...CLOSER,
  name: 'grpc-connection',
  isMadeByLibraries: true,
  types: ['google.golang.org/grpc.ClientConn'],
  acquire: new Map(results(0, methods('google.golang.org/grpc', ['NewClient', 'Dial', 'DialContext']))),
  unknownCallee: 'uses',
};

/** Connections of libraries, each with goroutines and sockets of its own until it is closed. */
export const CLIENT_CONNECTION: OwnershipType = {
  ...CLOSER,
  name: 'client-connection',
  types: [
    'net/rpc.Client',
    'net/smtp.Client',
    'golang.org/x/crypto/ssh.Client',
    'github.com/gorilla/websocket.Conn',
    ...ETCD.map((path) => `${path}.Client`),
    'github.com/go-ldap/ldap/v3.Conn',
    'github.com/docker/docker/client.Client',
    'github.com/pkg/sftp.Client',
  ],
  acquire: new Map([
    // net/rpc/client.go: Dial starts the goroutine `input`, which reads until the connection is closed
    ...results(0, ['net/rpc.Dial', 'net/rpc.DialHTTP', 'net/rpc.DialHTTPPath', 'net/rpc/jsonrpc.Dial']),
    // net/smtp/smtp.go: Quit "sends the QUIT command and closes the connection to the server"
    ['net/smtp.Dial', 0],
    // golang.org/x/crypto/ssh client.go: Dial starts goroutines that read until the connection is closed
    ['golang.org/x/crypto/ssh.Dial', 0],
    // github.com/gorilla/websocket client.go and server.go; an error has closed the connection
    ...results(0, methods('github.com/gorilla/websocket.Dialer', ['Dial', 'DialContext'])),
    ['github.com/gorilla/websocket.Upgrader.Upgrade', 0],
    // go.etcd.io/etcd/client/v3 client.go: Close "shuts down the client's etcd connections"
    ...ETCD.flatMap((path) => results(0, [`${path}.New`, `${path}.NewFromURL`, `${path}.NewFromURLs`])),
    // github.com/docker/docker/client client.go: each has a transport of its own; "Close the transport used by the client"
    ...results(0, DOCKER),
    // github.com/pkg/sftp client.go: NewClient starts a process on the server and a goroutine that reads from it
    ...results(0, methods('github.com/pkg/sftp', ['NewClient', 'NewClientPipe'])),
    // github.com/go-ldap/ldap/v3 conn.go: the dial functions start a reader and a message goroutine
    ...results(
      0,
      ['Dial', 'DialTLS', 'DialURL'].map((name) => `github.com/go-ldap/ldap/v3.${name}`),
    ),
  ]),
  // client/client.go of v27.4.0, defaultHTTPClient: IdleConnTimeout of 30 s, "Necessary to prevent long-lived processes using the client
  // from leaking connections"
  endsItselfSince: new Map(
    DOCKER.map((id) => [id, { module: 'github.com/docker/docker', version: [27, 4] }]),
  ),
  // net/smtp/smtp.go, Quit; github.com/go-ldap/ldap/v3 unbind.go, Unbind: both close the connection
  release: new Set(['Close', 'Quit', 'Unbind']),
  // github.com/gorilla/websocket conn.go: Close "closes the underlying network connection", which these give
  unwraps: new Set(['NetConn', 'UnderlyingConn']),
  isReleasedTwice: true,
};

/**
 * go.etcd.io/etcd/client/v3/concurrency session.go: a session uses the client that it is given; NewSession keeps a lease alive
 * in a goroutine until Close or Orphan, which "ends the refresh for the session lease".
 */
export const LEASE_SESSION: OwnershipType = {
  ...CLOSER,
  name: 'lease-session',
  types: ETCD.map((path) => `${path}/concurrency.Session`),
  acquire: new Map(
    results(
      0,
      ETCD.map((path) => `${path}/concurrency.NewSession`),
    ),
  ),
  release: new Set(['Close', 'Orphan']),
  // session.go: "Done returns a channel that closes when the lease is orphaned, expires, or is otherwise no longer being
  // refreshed": the goroutine has ended
  releasedWhenReceived: new Set(['Done']),
  // client.go, Close: c.Lease.Close() ends what keeps leases alive
  endsWith: { argument: 0, type: CLIENT_CONNECTION.name },
  isReleasedTwice: true,
};
