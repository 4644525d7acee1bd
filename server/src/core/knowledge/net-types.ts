/** The types behind the interfaces of package net, by the network that is asked for. */
interface Network {
  readonly listener?: string;
  readonly packet?: string;
  readonly connection: string;
}

/** net/dial.go: dialSingle and listen of sysDialer and sysListener, and ListenPacket, by the address that the network has. */
const NETWORKS: readonly (readonly [RegExp, Network])[] = [
  [/^tcp[46]?$/, { listener: 'net.TCPListener', connection: 'net.TCPConn' }],
  [/^udp[46]?$/, { packet: 'net.UDPConn', connection: 'net.UDPConn' }],
  [/^unix$/, { listener: 'net.UnixListener', connection: 'net.UnixConn' }],
];

/** Functions of package net that name the network: its index among the arguments, and what they give. */
const OPENERS: ReadonlyMap<string, readonly [number, keyof Network]> = new Map([
  ['net.Listen', [0, 'listener']],
  ['net.ListenConfig.Listen', [1, 'listener']],
  ['net.ListenPacket', [0, 'packet']],
  ['net.ListenConfig.ListenPacket', [1, 'packet']],
  ['net.Dial', [0, 'connection']],
  ['net.DialTimeout', [0, 'connection']],
  ['net.Dialer.Dial', [0, 'connection']],
  ['net.Dialer.DialContext', [1, 'connection']],
]);

/** The index of the network among the arguments of a function that opens something on it. */
export function networkArgument(callee: string): number | undefined {
  return OPENERS.get(callee)?.[0];
}

/** Whether such a function opens a socket at an address of its own: a listener, or what takes packets. */
export function opensSocket(callee: string): boolean {
  const kind = OPENERS.get(callee)?.[1];
  return kind === 'listener' || kind === 'packet';
}

/** The type to which the result of such a function points. */
export function openedType(callee: string, network: string): string | undefined {
  const kind = OPENERS.get(callee)?.[1];
  return kind && NETWORKS.find(([pattern]) => pattern.test(network))?.[1][kind];
}

/**
 * The type to which the address points that a method gives (net/tcpsock.go: "Addr returns the listener's network address, a
 * [*TCPAddr]"; net/sock_posix.go, addrFunc: the addresses of a connection are those of its network). The remote address of
 * a UDP socket may be missing.
 */
export const ADDRESS_TYPES: ReadonlyMap<string, string> = new Map([
  ['net.TCPListener.Addr', 'net.TCPAddr'],
  ['net.TCPConn.LocalAddr', 'net.TCPAddr'],
  ['net.TCPConn.RemoteAddr', 'net.TCPAddr'],
  ['net.UDPConn.LocalAddr', 'net.UDPAddr'],
  ['net.UnixListener.Addr', 'net.UnixAddr'],
  ['net.UnixConn.LocalAddr', 'net.UnixAddr'],
]);

/** Types whose String gives host and port (net/tcpsock.go, net/udpsock.go: `return JoinHostPort(ip, itoa.Itoa(a.Port))`). */
export const SPLITTABLE_ADDRESSES: ReadonlySet<string> = new Set(['net.TCPAddr', 'net.UDPAddr']);

/**
 * Functions that take host and port apart. github.com/go-openapi/swag net.go, SplitHostPort: `h, p, err := net.SplitHostPort(addr)`,
 * then `strconv.Atoi(p)`, which takes every port of a socket; from v0.24 on it is in netutils.
 */
export const ADDRESS_SPLITTERS: ReadonlySet<string> = new Set([
  'net.SplitHostPort',
  'github.com/go-openapi/swag.SplitHostPort',
  'github.com/go-openapi/swag/netutils.SplitHostPort',
]);

/**
 * Functions that parse a number, with the fewest bits that every port fits into where the call says how many (strconv/atoi.go:
 * "The bitSize argument specifies the integer type that the result must fit into"; 0 is that of int). A port has 16
 * bits: net/tcpsock.go and net/udpsock.go write it with `itoa.Itoa(a.Port)`, and a socket's own has been a uint16.
 */
export const PORT_PARSERS: ReadonlyMap<string, bigint | undefined> = new Map([
  ['strconv.Atoi', undefined],
  ['strconv.ParseInt', 17n],
  ['strconv.ParseUint', 16n],
]);

/**
 * Functions that give the listener of a unix socket (net/unixsock.go, ListenUnix; github.com/docker/go-connections
 * sockets/unix_socket_unix.go: "NewUnixSocket creates a Unix socket with the specified path and group.").
 */
export const UNIX_LISTENERS: ReadonlySet<string> = new Set([
  'net.ListenUnix',
  'github.com/docker/go-connections/sockets.NewUnixSocket',
  'github.com/docker/go-connections/sockets.NewUnixSocketWithOpts',
]);

/**
 * Functions that give a listener which only code of this process connects to (google.golang.org/grpc test/bufconn/bufconn.go: "provides a
 * net.Conn implemented by a buffer and related dialing and listening functionality"; github.com/akutz/memconn README: "provides named,
 * in-memory network connections for Go"; github.com/valyala/fasthttp fasthttputil/inmemory_listener.go: "InmemoryListener provides in-memory
 * dialer<->net.Listener implementation").
 */
export const MEMORY_LISTENERS: ReadonlySet<string> = new Set([
  'google.golang.org/grpc/test/bufconn.Listen',
  ...['Listen', 'ListenMem', 'Provider.Listen', 'Provider.ListenMem'].map(
    (name) => `github.com/akutz/memconn.${name}`,
  ),
  'github.com/valyala/fasthttp/fasthttputil.NewInmemoryListener',
]);

/**
 * Functions that make a listener of one connection which their caller has dialled: it accepts the streams that the peer opens
 * (github.com/hashicorp/yamux mux.go: "Client is used to initialize a new client-side connection").
 */
export const STREAM_LISTENERS: ReadonlySet<string> = new Set(['github.com/hashicorp/yamux.Client']);

/**
 * What divides the connections of the listener that it is made of, by the function that makes it, and its methods that give a listener of a
 * part (github.com/soheilhy/cmux cmux.go: "Match returns a net.Listener that sees (i.e., accepts) only the connections matched by at least
 * one of the matchers.").
 */
export const LISTENER_DIVIDER = {
  type: 'github.com/soheilhy/cmux.CMux',
  maker: 'github.com/soheilhy/cmux.New',
  methods: /^Match(?:WithWriters)?$/,
} as const;
