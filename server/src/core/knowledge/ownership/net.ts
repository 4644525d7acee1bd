import { CLOSER, methods, type OwnershipType, results } from './model.ts';

/** net: connections and listeners are open until Close (net/net.go, Conn and Listener). */
export const CONNECTION: OwnershipType = {
  ...CLOSER,
  heldAs: [...CLOSER.heldAs, 'net.Conn', 'net.Listener', 'net.PacketConn'],
  name: 'connection',
  isMadeByLibraries: true,
  source: 'net/net.go, Conn.Close and Listener.Close',
  types: [
    'net.Conn',
    'net.TCPConn',
    'net.UDPConn',
    'net.UnixConn',
    'net.IPConn',
    'net.PacketConn',
    'net.Listener',
    'net.TCPListener',
    'net.UnixListener',
    'crypto/tls.Conn',
  ],
  acquire: new Map([
    ...results(0, [
      'net.Dial',
      'net.DialTimeout',
      'net.DialTCP',
      'net.DialUDP',
      'net.DialUnix',
      'net.DialIP',
    ]),
    ...results(0, methods('net.Dialer', ['Dial', 'DialContext', 'DialTCP', 'DialUDP', 'DialUnix', 'DialIP'])),
    ...results(0, ['net.Listen', 'net.ListenPacket', 'net.ListenTCP', 'net.ListenUDP', 'net.ListenUnix']),
    ...results(0, ['net.ListenIP', 'net.ListenMulticastUDP', 'net.ListenUnixgram']),
    ...results(0, methods('net.ListenConfig', ['Listen', 'ListenPacket'])),
    // net/file.go: each has a descriptor of its own, apart from the one of the file
    ...results(0, ['net.FileConn', 'net.FileListener', 'net.FilePacketConn']),
    ...results(0, ['crypto/tls.Dial', 'crypto/tls.DialWithDialer', 'crypto/tls.Listen']),
    ...results(0, methods('crypto/tls.Dialer', ['Dial', 'DialContext'])),
    ...results(0, ['net.Listener.Accept']),
    ...results(0, methods('net.TCPListener', ['Accept', 'AcceptTCP'])),
    ...results(0, methods('net.UnixListener', ['Accept', 'AcceptUnix'])),
  ]),
  shape: { parameter: 'same-name' },
  exposes: new Set(['SyscallConn']),
  // net/net.go and net/tcpsock.go: `return c.fd.laddr`, `return c.fd.raddr`, `return l.fd.laddr`
  outlasting: new Set(['LocalAddr', 'RemoteAddr', 'Addr']),
  isReleasedTwice: true,
  unknownCallee: 'takes-over-unless-it-fails',
  // golang.org/x/crypto/ssh client.go and server.go, github.com/gorilla/websocket client.go: a handshake that fails
  // closes the connection
  releasedBy: new Map([
    ...results(0, methods('golang.org/x/crypto/ssh', ['NewClientConn', 'NewServerConn'])),
    ['github.com/gorilla/websocket.NewClient', 0],
  ]),
};
