import { each, type PackageBehaviour } from './model.ts';

const LOOKUPS = [
  'LookupAddr',
  'LookupCNAME',
  'LookupHost',
  'LookupMX',
  'LookupNS',
  'LookupPort',
  'LookupSRV',
  'LookupTXT',
];

/** Linux, include/net/tcp.h: MAX_TCP_KEEPIDLE is 32767 seconds, and setsockopt(2) of a longer TCP_KEEPIDLE gives EINVAL. */
const MOST_KEEP_ALIVE = 32_767n * 1_000_000_000n;

export const NET: PackageBehaviour = {
  paths: ['net'],
  functions: {
    // the copy has a descriptor of its own
    FileConn: {
      borrows: [0],
      source:
        "file.go: It is the caller's responsibility to close f when finished. Closing c does not affect f, and closing f does not affect c",
    },
    FileListener: {
      borrows: [0],
      source: "file.go: It is the caller's responsibility to close ln when finished",
    },
    FilePacketConn: {
      borrows: [0],
      source:
        "file.go: It is the caller's responsibility to close f when finished. Closing c does not affect f, and closing f does not affect c",
    },
    // the connection stays open while the deadline or the context ends: they bound the dial only
    'Dialer.DialContext': {
      blocks: { category: 'dial', context: 0, result: 'settled' },
      source:
        'dial.go: Once successfully connected, any expiration of the context will not affect the connection',
    },
    ...each(['Dial', 'DialTimeout', 'Dialer.Dial', 'DialTCP', 'DialUnix'], {
      blocks: { category: 'dial' },
      source: 'dial.go: Dial connects to the address on the named network',
    }),
    ...each(LOOKUPS, {
      blocks: { category: 'network' },
      source: 'lookup.go: LookupHost looks up the given host using the local resolver',
    }),
    ...each(
      [...LOOKUPS, 'LookupIP', 'LookupIPAddr', 'LookupNetIP'],
      {
        blocks: { category: 'network', context: 0, result: 'settled' },
        source: 'lookup.go: LookupHost looks up the given host using the local resolver',
      },
      ['Resolver'],
    ),
    ...each(
      [
        'Listener.Accept',
        'TCPListener.Accept',
        'TCPListener.AcceptTCP',
        'UnixListener.Accept',
        'UnixListener.AcceptUnix',
      ],
      {
        blocks: { category: 'serve' },
        source: 'net.go: Accept waits for and returns the next connection to the listener',
      },
    ),
    ...each(
      ['Read', 'Write'],
      {
        blocks: { category: 'network' },
        source: 'net.go: Read can be made to time out and return an error after a fixed time limit',
      },
      ['Conn', 'TCPConn', 'UDPConn', 'UnixConn'],
    ),
    // internal/poll/fd_poll_runtime.go, setDeadlineImpl: fails when the descriptor is closing or the poller does not know
    // it; crypto/tls conn.go hands it on
    ...each(
      ['SetDeadline', 'SetReadDeadline', 'SetWriteDeadline'],
      {
        failsWhenReleased: true,
        source: 'net.go: SetDeadline sets the read and write deadlines associated with the connection',
      },
      ['Conn', 'PacketConn', 'TCPConn', 'UDPConn', 'UnixConn', 'IPConn'],
    ),
    // setsockopt(2) of these fails on Linux for a descriptor that is closed or no socket: they take any value
    ...each(
      ['SetLinger', 'SetKeepAlive', 'SetNoDelay'],
      {
        failsWhenReleased: true,
        source: 'tcpsock.go: SetLinger sets the behavior of Close on a connection',
      },
      ['TCPConn'],
    ),
    'TCPConn.SetKeepAlivePeriod': {
      failsWhenReleased: { argument: 0, most: MOST_KEEP_ALIVE },
      source: 'tcpsock.go: SetKeepAlivePeriod sets the duration the connection needs to remain idle',
    },
    'TCPConn.ReadFrom': {
      readsToEnd: 0,
      source: 'tcpsock.go: ReadFrom implements the [io.ReaderFrom] ReadFrom method',
    },
  },
};
