import { CLOSER, methods, type OwnershipType, results } from './model.ts';

/** net: connections and listeners are open until Close (net/net.go, Conn and Listener). */
export const CONNECTION: OwnershipType = {
  ...CLOSER,
  name: 'connection',
  source: 'net/net.go, Conn.Close and Listener.Close',
  types: [
    'net.Conn',
    'net.TCPConn',
    'net.UDPConn',
    'net.UnixConn',
    'net.PacketConn',
    'net.Listener',
    'net.TCPListener',
    'net.UnixListener',
    'crypto/tls.Conn',
  ],
  acquire: new Map([
    ...results(0, ['net.Dial', 'net.DialTimeout', 'net.DialTCP', 'net.DialUDP', 'net.DialUnix']),
    ...results(0, methods('net.Dialer', ['Dial', 'DialContext'])),
    ...results(0, ['net.Listen', 'net.ListenPacket', 'net.ListenTCP', 'net.ListenUDP', 'net.ListenUnix']),
    ...results(0, methods('net.ListenConfig', ['Listen', 'ListenPacket'])),
    ...results(0, ['crypto/tls.Dial', 'crypto/tls.DialWithDialer', 'crypto/tls.Listen']),
    ...results(0, methods('crypto/tls.Dialer', ['Dial', 'DialContext'])),
    ...results(0, ['net.Listener.Accept', 'net.TCPListener.Accept', 'net.UnixListener.Accept']),
  ]),
};
