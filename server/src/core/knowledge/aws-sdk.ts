const SDK = 'github.com/aws/aws-sdk-go-v2';
const escaped = SDK.replaceAll('.', '\\.');

/** config/config.go: reads the environment and the shared files, and makes a cache of credentials. */
export const AWS_CONFIG_LOADER = `${SDK}/config.LoadDefaultConfig`;

/** What a load returns and service clients are made of. */
export const AWS_CONFIG = `${SDK}/aws.Config`;

/** config/load_options.go: the HTTP client of every service client that is made of the configuration. */
export const AWS_WITH_HTTP_CLIENT = `${SDK}/config.WithHTTPClient`;

const CLIENTS = new RegExp(`^${escaped}/service/\\w+\\.NewFromConfig$`);
const MAKERS = new RegExp(`^${escaped}/[\\w/-]+\\.New\\w*$`);

/** service/s3/api_client.go and its like: a client, with a BuildableClient of its own where the configuration has no HTTP client. */
export function isAwsClient(id: string): boolean {
  return CLIENTS.test(id);
}

/**
 * Functions of the SDK whose result keeps what they get, and nobody else does: service clients, presigners, paginators,
 * waiters, providers and caches of credentials, the S3 uploader.
 */
export function isAwsMaker(id: string): boolean {
  return MAKERS.test(id);
}
