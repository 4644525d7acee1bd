import { expect, test } from 'vitest';
import { servedCertificatesIn } from '../../server/src/core/flow/served-certificates.ts';
import { fileOf } from '../harness/program.ts';

/** How the certificates that a body serves are read. */
function loads(body: string): readonly string[] {
  const { file, pkg } = fileOf(`package p

import (
	"crypto/tls"
	"net/http"
)

var _ tls.Config

func f(handler http.Handler, cert, key string) error {
${body}
}
`);
  expect(file.tree.root.hasError, body).toBe(false);
  return [...servedCertificatesIn(pkg, file)].map(({ load }) => load.field('function')!.text);
}

const PAIR = 'pair, _ := tls.LoadX509KeyPair(cert, key)';
const SERVE =
  'return (&http.Server{Addr: ":443", Handler: handler, TLSConfig: config}).ListenAndServeTLS("", "")';

test.each([
  [
    'a server reads files',
    'return http.ListenAndServeTLS(":443", cert, key, handler)',
    ['http.ListenAndServeTLS'],
  ],
  ['a server of this machine', 'return http.ListenAndServeTLS("localhost:443", cert, key, handler)', []],
  [
    'a configuration that a server gets',
    `${PAIR}; config := &tls.Config{Certificates: []tls.Certificate{pair}}; ${SERVE}`,
    ['tls.LoadX509KeyPair'],
  ],
  [
    'a configuration that gives another one later',
    `${PAIR}; config := &tls.Config{Certificates: []tls.Certificate{pair}, GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return &pair, nil }}; ${SERVE}`,
    [],
  ],
  [
    'a configuration of a client',
    `${PAIR}; conn, err := tls.Dial("tcp", "shop:443", &tls.Config{Certificates: []tls.Certificate{pair}}); if err != nil { return err }; return conn.Close()`,
    [],
  ],
])('%s', (_what, body, expected) => {
  expect(loads(body)).toEqual(expected);
});
