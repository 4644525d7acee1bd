import { GORM_MYSQL_CONFIG, MYSQL_CONFIG, NEW_MYSQL_CONFIG, NEW_MYSQL_CONNECTOR } from './mysql-dsn.ts';
import { leavesLimitsAlone, POOL_OPENERS, POOL_SETTERS } from './sql-pools.ts';

/** A type whose values are configured after they are made, beyond what its fields tell. */
export interface ConfiguredType {
  /** Methods whose first argument is a setting of the name of the method. */
  readonly setters: readonly string[];
  /** Calls that make a value with nothing set. */
  readonly makers: ReadonlySet<string>;
  /** Package variables that hold a value with nothing set. */
  readonly variables: ReadonlySet<string>;
  /** Whether a function outside the program, or a field of another package's type, sets nothing on a value it gets. */
  readonly leavesAlone: (id: string) => boolean;
}

/** redis.go, options.go: the constructors fill in defaults where nothing is set. */
const REDIS_CLIENTS =
  /^github\.com\/(?:redis\/go-redis\/v9|go-redis\/redis(?:\/v\d+)?)\.(?:NewClient|NewFailoverClient|NewUniversalClient)$/;

const NOTHING: ReadonlySet<string> = new Set();
const PLAIN: ConfiguredType = {
  setters: [],
  makers: NOTHING,
  variables: NOTHING,
  leavesAlone: () => false,
};

export const CONFIGURED_TYPES: ReadonlyMap<string, ConfiguredType> = new Map<string, ConfiguredType>([
  [
    'database/sql.DB',
    {
      setters: POOL_SETTERS,
      makers: new Set([...POOL_OPENERS].filter(([id]) => id.startsWith('database/sql.')).map(([id]) => id)),
      variables: NOTHING,
      leavesAlone: leavesLimitsAlone,
    },
  ],
  // golang.org/x/net/http2/server.go, ConfigureServer: sets TLSConfig and TLSNextProto, and no limit
  [
    'net/http.Server',
    { ...PLAIN, leavesAlone: (id: string) => id === 'golang.org/x/net/http2.ConfigureServer' },
  ],
  // net/http/client.go: `var DefaultClient = &Client{}`; net/lookup.go: `var DefaultResolver = &Resolver{}`
  ['net/http.Client', { ...PLAIN, variables: new Set(['net/http.DefaultClient']) }],
  // net/http/transport.go: RegisterProtocol takes requests of a scheme over
  ['net/http.Transport', { ...PLAIN, setters: ['RegisterProtocol'] }],
  ['net.Resolver', { ...PLAIN, variables: new Set(['net.DefaultResolver']) }],
  // dsn.go: Apply runs options, driver.go: NewConnector takes a copy
  [
    MYSQL_CONFIG,
    {
      ...PLAIN,
      setters: ['Apply'],
      makers: new Set([NEW_MYSQL_CONFIG]),
      leavesAlone: (id: string) => id === NEW_MYSQL_CONNECTOR || id === `${GORM_MYSQL_CONFIG}.DSNConfig`,
    },
  ],
  ...['github.com/redis/go-redis/v9.Options', 'github.com/go-redis/redis/v8.Options'].map(
    (id) => [id, { ...PLAIN, leavesAlone: (other: string) => REDIS_CLIENTS.test(other) }] as const,
  ),
]);

/**
 * Functions whose results come from whoever runs the program: flags, the environment, files.
 * flag/flag.go, os/env.go; github.com/spf13/viper viper.go; github.com/spf13/pflag flag.go.
 */
export const FROM_OUTSIDE =
  /^(?:flag\.|os\.(?:Getenv|LookupEnv|Environ|ExpandEnv|ReadFile)$|io\/ioutil\.ReadFile$|github\.com\/spf13\/(?:viper|pflag)\.|github\.com\/urfave\/cli(?:\/v\d+)?\.)/;
