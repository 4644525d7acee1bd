/** Import paths of go-redis: `github.com/go-redis/redis` up to v8, `github.com/redis/go-redis` from v9 on. */
const GO_REDIS = 'github\\.com/(?:redis/go-redis/v\\d+|go-redis/redis(?:/v\\d+)?)';

/** redis.go, sentinel.go, osscluster.go, ring.go, universal.go: functions that make a client with a pool of its own. */
export const REDIS_MAKERS = new RegExp(
  `^${GO_REDIS}\\.New(?:(?:Failover|Universal|Cluster|FailoverCluster|Sentinel)?Client|Ring)$`,
);

/**
 * Those whose pool runs a goroutine until Close (go-redis/redis/v8 internal/pool/pool.go, NewConnPool: `go p.reaper(...)`,
 * with the default IdleTimeout and IdleCheckFrequency); v9 runs none.
 */
export const REDIS_WITH_REAPER = /^github\.com\/go-redis\/redis(?:\/v[678])?\./;

/** options.go, sentinel.go, osscluster.go, ring.go, universal.go: what a client is made of. */
export const REDIS_OPTIONS = new RegExp(`^${GO_REDIS}\\.(?:Failover|Universal|Cluster|Ring)?Options$`);

/** options.go: the function that makes options from a URL; its second result is an error. */
export const REDIS_PARSE_URL = new RegExp(`^${GO_REDIS}\\.ParseURL$`);

/**
 * Methods that wait as long as the server has nothing to say, with a read timeout of their own or none, whatever ReadTimeout
 * says (pubsub.go, Receive; commands.go, `cmd.setReadTimeout`).
 */
export const WAITS_BY_DESIGN: ReadonlySet<string> = new Set([
  'BLMPop',
  'BLMove',
  'BLPop',
  'BRPop',
  'BRPopLPush',
  'BZMPop',
  'BZPopMax',
  'BZPopMin',
  'PSubscribe',
  'SSubscribe',
  'Subscribe',
  'XRead',
  'XReadGroup',
]);

/** go-redis from v9 on: redis.go, (*baseClient).context gives context.Background() for the deadline of a connection. */
export const REDIS_IGNORES_CONTEXT =
  /^github\.com\/redis\/go-redis\/v\d+\.(?:Failover|Universal|Cluster|Ring)?Options$/;

/** options.go, init: ReadTimeout where it is not set, in nanoseconds; 5 s from v9.22 on. */
export const REDIS_DEFAULT_READ_TIMEOUT = 3_000_000_000n;
