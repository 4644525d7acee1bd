import type { PackageBehaviour } from '../model.ts';
import { AWS } from './aws.ts';
import { DOCKER, MOBY } from './docker.ts';
import { ETCD, ETCD_CONCURRENCY } from './etcd.ts';
import { GORM, JINZHU_GORM } from './gorm.ts';
import { GRPC } from './grpc.ts';
import {
  ERRGROUP,
  GOCHECK,
  GOMOCK,
  LO,
  MULTIERR,
  SEMAPHORE,
  SINGLEFLIGHT,
  TESTIFY,
  TESTIFY_ASSERT,
} from './helpers.ts';
import { CTXHTTP, RESPONSE_READERS, RESTY, RETRYABLEHTTP } from './http-clients.ts';
import { KAFKA_GO, SARAMA } from './kafka.ts';
import { CONTAINERD_LOG, GLOG, LOGRUS, PINGCAP_LOG, ZAP, ZEROLOG, ZEROLOG_LOG } from './loggers.ts';
import { MONGO } from './mongo.ts';
import { PGX, PGX_POOL, PGX_ROWS_READERS } from './pgx.ts';
import { GO_REDIS, REDIGO } from './redis.ts';
import { GO_SQL_DRIVER_MYSQL, LIB_PQ } from './sql-drivers.ts';
import { SQLX } from './sqlx.ts';
import { ECHO, FIBER, GIN, SERVER_FRAMEWORKS, WEBSOCKET } from './web-frameworks.ts';

/** Behaviour of the libraries that Go services use. */
export const LIBRARY_BEHAVIOUR: readonly PackageBehaviour[] = [
  ...AWS,
  DOCKER,
  MOBY,
  ETCD,
  ETCD_CONCURRENCY,
  GORM,
  JINZHU_GORM,
  GRPC,
  ERRGROUP,
  SEMAPHORE,
  SINGLEFLIGHT,
  GOMOCK,
  LO,
  MULTIERR,
  GOCHECK,
  TESTIFY,
  TESTIFY_ASSERT,
  RESTY,
  RETRYABLEHTTP,
  CTXHTTP,
  ...RESPONSE_READERS,
  SARAMA,
  KAFKA_GO,
  CONTAINERD_LOG,
  LOGRUS,
  ZAP,
  GLOG,
  PINGCAP_LOG,
  ZEROLOG,
  ZEROLOG_LOG,
  MONGO,
  PGX,
  PGX_POOL,
  PGX_ROWS_READERS,
  GO_REDIS,
  REDIGO,
  GO_SQL_DRIVER_MYSQL,
  LIB_PQ,
  SQLX,
  GIN,
  ECHO,
  FIBER,
  WEBSOCKET,
  ...SERVER_FRAMEWORKS,
];
