import { expect, test } from 'vitest';
import { dateComparisons } from '../../server/src/core/flow/certificate-dates.ts';
import { verifiedCertificate } from '../../server/src/core/flow/verified-certificates.ts';
import { fileOf } from '../harness/program.ts';

const PROGRAM = { 'go.mod': 'module example.com/m\n\ngo 1.22\n' };

/** What the first comparison of a date with the present says, in the body of a function that gets a certificate. */
function comparisonIn(condition: string): string {
  const text = `package p

import (
	"crypto/x509"
	"time"
)

func f(cert *x509.Certificate, other time.Time) bool {
	now := time.Now()
	_ = now
	return ${condition}
}
`;
  const { pkg, file } = fileOf({ ...PROGRAM, 'p/p.go': text });
  expect(file.tree.root.hasError, text).toBe(false);
  const [first] = dateComparisons(pkg, file);
  return first ? (first.meansInvalid ? 'invalid' : 'valid') : 'none';
}

test.each([
  ['time.Now().After(cert.NotAfter)', 'invalid'],
  ['now.UTC().After(cert.NotAfter)', 'invalid'],
  ['now.Before(cert.NotAfter)', 'valid'],
  ['cert.NotAfter.Before(now)', 'invalid'],
  ['cert.NotBefore.After(now)', 'invalid'],
  ['now.After(cert.NotBefore)', 'valid'],
  ['time.Until(cert.NotAfter) < 0', 'invalid'],
  ['0 < time.Until(cert.NotAfter)', 'valid'],
  ['time.Since(cert.NotAfter) >= 0', 'invalid'],
  ['now.Sub(cert.NotAfter) > 0', 'invalid'],
  ['cert.NotAfter.Sub(now) <= 0', 'invalid'],
  ['time.Until(cert.NotAfter) < time.Hour', 'none'],
  ['now.Add(time.Hour).After(cert.NotAfter)', 'none'],
  ['other.After(cert.NotAfter)', 'none'],
  ['cert.NotAfter.Equal(now)', 'none'],
])('%s: %s', (condition, said) => {
  expect(comparisonIn(condition)).toBe(said);
});

/** The certificate that VerifyConnection or VerifyPeerCertificate compares, in a configuration with other fields. */
function certificateIn(certificate: string, fields = ''): string {
  const text = `package p

import (
	"crypto/tls"
	"crypto/x509"
	"net/http"
	"time"
)

var transport = &http.Transport{TLSClientConfig: &tls.Config{
	${certificate.includes('state') ? 'VerifyConnection: func(state tls.ConnectionState) error {' : 'VerifyPeerCertificate: func(raw [][]byte, chains [][]*x509.Certificate) error {'}
		_ = time.Now().After(${certificate}.NotAfter)
		return nil
	},
	${fields}
}}
`;
  const { pkg, file } = fileOf({ ...PROGRAM, 'p/p.go': text });
  expect(file.tree.root.hasError, text).toBe(false);
  const [first] = dateComparisons(pkg, file);
  const verified = verifiedCertificate(pkg, first!.certificate);
  return verified ? (verified.isLeaf ? 'leaf' : 'chain') : 'not verified';
}

test.each([
  ['state.PeerCertificates[0]', '', 'leaf'],
  ['state.VerifiedChains[1][0]', '', 'leaf'],
  ['chains[0][0]', '', 'leaf'],
  ['chains[0][1]', '', 'chain'],
  ['state.VerifiedChains[0][1]', '', 'not verified'],
  ['state.PeerCertificates[1]', '', 'not verified'],
  ['state.PeerCertificates[0]', 'InsecureSkipVerify: true,', 'not verified'],
  ['state.PeerCertificates[0]', 'InsecureSkipVerify: false,', 'leaf'],
  ['state.PeerCertificates[0]', 'Time: func() time.Time { return time.Time{} },', 'not verified'],
  ['chains[0][0]', 'ClientAuth: tls.VerifyClientCertIfGiven,', 'leaf'],
  ['chains[0][0]', 'ClientAuth: tls.RequestClientCert,', 'not verified'],
])('%s with %s: %s', (certificate, fields, said) => {
  expect(certificateIn(certificate, fields)).toBe(said);
});
