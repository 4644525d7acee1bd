/** A boolean field of a library's configuration that turns off the verification of the server. */
export interface VerificationSwitch {
  /** Canonical name of the struct. */
  readonly type: string;
  readonly field: string;
  /** Fields of the same struct through which a program may verify the server itself. */
  readonly checks: readonly string[];
}

/**
 * crypto/tls/common.go, Config; the libraries pass the field on to `tls.Config.InsecureSkipVerify` of their client:
 * influxdb client/v2/client.go, HTTPConfig ("if true, it will skip https certificate verification"); consul api/api.go, TLSConfig
 * ("if set to true will disable TLS host verification"); vault api/client.go, TLSConfig ("enables or disables SSL verification");
 * client-go rest/config.go, TLSClientConfig ("Server should be accessed without verifying the TLS certificate").
 */
export const VERIFICATION_SWITCHES: readonly VerificationSwitch[] = [
  {
    type: 'crypto/tls.Config',
    field: 'InsecureSkipVerify',
    // called with verification off too
    checks: ['VerifyConnection', 'VerifyPeerCertificate'],
  },
  ...['github.com/influxdata/influxdb/client/v2', 'github.com/influxdata/influxdb1-client/v2'].map(
    (library) => ({
      type: `${library}.HTTPConfig`,
      field: 'InsecureSkipVerify',
      checks: ['TLSConfig'],
    }),
  ),
  { type: 'github.com/hashicorp/consul/api.TLSConfig', field: 'InsecureSkipVerify', checks: [] },
  { type: 'github.com/hashicorp/vault/api.TLSConfig', field: 'Insecure', checks: [] },
  { type: 'k8s.io/client-go/rest.TLSClientConfig', field: 'Insecure', checks: [] },
];
