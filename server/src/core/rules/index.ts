import { channelClosedTwice } from './concurrency/channel-closed-twice.ts';
import { durationMultiplied } from './concurrency/duration-multiplied.ts';
import { goroutineLeakReceive } from './concurrency/goroutine-leak-receive.ts';
import { goroutineLeakSend } from './concurrency/goroutine-leak-send.ts';
import { goroutinePanicUnrecovered } from './concurrency/goroutine-panic-unrecovered.ts';
import { goroutineWithoutStop } from './concurrency/goroutine-without-stop.ts';
import { lockHeldOverBlock } from './concurrency/lock-held-over-block.ts';
import { mutexDoubleLock } from './concurrency/mutex-double-lock.ts';
import { mutexLockOrder } from './concurrency/mutex-lock-order.ts';
import { mutexNotUnlocked } from './concurrency/mutex-not-unlocked.ts';
import { selectBlocksForever } from './concurrency/select-blocks-forever.ts';
import { selectDefaultBusyLoop } from './concurrency/select-default-busy-loop.ts';
import { sendAfterClose } from './concurrency/send-after-close.ts';
import { signalNotifyUnbuffered } from './concurrency/signal-notify-unbuffered.ts';
import { tickerNotStopped } from './concurrency/ticker-not-stopped.ts';
import { timeAfterInLoop } from './concurrency/time-after-in-loop.ts';
import { waitgroupAddInGoroutine } from './concurrency/waitgroup-add-in-goroutine.ts';
import { waitgroupNeverDone } from './concurrency/waitgroup-never-done.ts';
import { contextBackgroundInRequest } from './context/context-background-in-request.ts';
import { contextCancelLost } from './context/context-cancel-lost.ts';
import { contextGrowsInLoop } from './context/context-grows-in-loop.ts';
import { contextWithoutDeadline } from './context/context-without-deadline.ts';
import { execWithoutContext } from './context/exec-without-context.ts';
import { goroutineUsesRequestContext } from './context/goroutine-uses-request-context.ts';
import { httpBodyNotClosed } from './http/http-body-not-closed.ts';
import { httpBodyNotDrained } from './http/http-body-not-drained.ts';
import { httpClientNoTimeout } from './http/http-client-no-timeout.ts';
import { httpIdleConnsPerHostDefault } from './http/http-idle-conns-per-host-default.ts';
import { httpIdleConnsPinIp } from './http/http-idle-conns-pin-ip.ts';
import { httpRequestWithoutContext } from './http/http-request-without-context.ts';
import { httpResponseErrIgnored } from './http/http-response-err-ignored.ts';
import { httpServerNoTimeouts } from './http/http-server-no-timeouts.ts';
import { httpTimeoutChainInversion } from './http/http-timeout-chain-inversion.ts';
import { httpTransportPerRequest } from './http/http-transport-per-request.ts';
import { httpTransportZeroValue } from './http/http-transport-zero-value.ts';
import { httpUnboundedBodyRead } from './http/http-unbounded-body-read.ts';
import { httpWriteTimeoutShorterThanHandler } from './http/http-write-timeout-shorter-than-handler.ts';
import { pprofExposed } from './http/pprof-exposed.ts';
import { awsConfigPerRequest } from './network/aws-config-per-request.ts';
import { connNotClosed } from './network/conn-not-closed.ts';
import { kafkaAcksNone } from './network/kafka-acks-none.ts';
import { kafkaAsyncErrorsUndrained } from './network/kafka-async-errors-undrained.ts';
import { kafkaClientNotClosed } from './network/kafka-client-not-closed.ts';
import { kafkaProducerNoRetry } from './network/kafka-producer-no-retry.ts';
import { netDialWithoutContext } from './network/net-dial-without-context.ts';
import { redisClientPerRequest } from './network/redis-client-per-request.ts';
import { redisContextTimeoutDisabled } from './network/redis-context-timeout-disabled.ts';
import { redisTimeoutDisabled } from './network/redis-timeout-disabled.ts';
import { resolverDialWithoutPreferGo } from './network/resolver-dial-without-prefer-go.ts';
import { snowflakeHardcodedWorker } from './network/snowflake-hardcoded-worker.ts';
import { snowflakeNodePerCall } from './network/snowflake-node-per-call.ts';
import { tlsCertLoadedOnce } from './network/tls-cert-loaded-once.ts';
import { tlsEmptyRootPool } from './network/tls-empty-root-pool.ts';
import { tlsExpiryCheckDeadCode } from './network/tls-expiry-check-dead-code.ts';
import { tlsInsecureSkipVerify } from './network/tls-insecure-skip-verify.ts';
import { tlsPlaintextFallback } from './network/tls-plaintext-fallback.ts';
import { tlsProbeReusedConnection } from './network/tls-probe-reused-connection.ts';
import { tlsVerifyPeerCertificateResumption } from './network/tls-verify-peer-certificate-resumption.ts';
import { closeBeforeErrCheck } from './resource/close-before-err-check.ts';
import { deferInLoop } from './resource/defer-in-loop.ts';
import { fileNotClosed } from './resource/file-not-closed.ts';
import { runtimeGcExplicit } from './resource/runtime-gc-explicit.ts';
import type { Rule } from './rule.ts';
import { mysqlParseTimeMissing } from './sql/mysql-parse-time-missing.ts';
import { poolAutoscaleUnbounded } from './sql/pool-autoscale-unbounded.ts';
import { sqlConnNotClosed } from './sql/sql-conn-not-closed.ts';
import { sqlMaxIdleBelowOpen } from './sql/sql-max-idle-below-open.ts';
import { sqlNestedQueryDeadlock } from './sql/sql-nested-query-deadlock.ts';
import { sqlOpenPerRequest } from './sql/sql-open-per-request.ts';
import { sqlPoolUnconfigured } from './sql/sql-pool-unconfigured.ts';
import { sqlQueryInLoop } from './sql/sql-query-in-loop.ts';
import { sqlQueryWithoutContext } from './sql/sql-query-without-context.ts';
import { sqlQueryrowWithoutScan } from './sql/sql-queryrow-without-scan.ts';
import { sqlRowsErrUnchecked } from './sql/sql-rows-err-unchecked.ts';
import { sqlRowsNotClosed } from './sql/sql-rows-not-closed.ts';
import { sqlStmtNotClosed } from './sql/sql-stmt-not-closed.ts';
import { sqlTxNotFinished } from './sql/sql-tx-not-finished.ts';

/** Every rule, in the order of the catalog. Adding a rule is one line here, one file, and one fixture folder. */
export const RULES: readonly Rule<never>[] = [
  httpBodyNotClosed as Rule<never>,
  selectBlocksForever as Rule<never>,
  contextWithoutDeadline as Rule<never>,
  sqlPoolUnconfigured as Rule<never>,
  mysqlParseTimeMissing as Rule<never>,
  httpResponseErrIgnored as Rule<never>,
  closeBeforeErrCheck as Rule<never>,
  httpBodyNotDrained as Rule<never>,
  deferInLoop as Rule<never>,
  httpClientNoTimeout as Rule<never>,
  httpRequestWithoutContext as Rule<never>,
  httpTransportPerRequest as Rule<never>,
  httpTransportZeroValue as Rule<never>,
  httpIdleConnsPerHostDefault as Rule<never>,
  httpIdleConnsPinIp as Rule<never>,
  httpServerNoTimeouts as Rule<never>,
  httpTimeoutChainInversion as Rule<never>,
  httpWriteTimeoutShorterThanHandler as Rule<never>,
  httpUnboundedBodyRead as Rule<never>,
  pprofExposed as Rule<never>,
  contextCancelLost as Rule<never>,
  contextBackgroundInRequest as Rule<never>,
  goroutineUsesRequestContext as Rule<never>,
  contextGrowsInLoop as Rule<never>,
  sqlRowsNotClosed as Rule<never>,
  sqlRowsErrUnchecked as Rule<never>,
  sqlStmtNotClosed as Rule<never>,
  sqlConnNotClosed as Rule<never>,
  sqlTxNotFinished as Rule<never>,
  sqlQueryrowWithoutScan as Rule<never>,
  sqlQueryWithoutContext as Rule<never>,
  sqlOpenPerRequest as Rule<never>,
  sqlMaxIdleBelowOpen as Rule<never>,
  sqlNestedQueryDeadlock as Rule<never>,
  sqlQueryInLoop as Rule<never>,
  poolAutoscaleUnbounded as Rule<never>,
  goroutineLeakSend as Rule<never>,
  goroutineWithoutStop as Rule<never>,
  goroutineLeakReceive as Rule<never>,
  selectDefaultBusyLoop as Rule<never>,
  waitgroupAddInGoroutine as Rule<never>,
  waitgroupNeverDone as Rule<never>,
  mutexNotUnlocked as Rule<never>,
  mutexDoubleLock as Rule<never>,
  mutexLockOrder as Rule<never>,
  lockHeldOverBlock as Rule<never>,
  goroutinePanicUnrecovered as Rule<never>,
  timeAfterInLoop as Rule<never>,
  tickerNotStopped as Rule<never>,
  signalNotifyUnbuffered as Rule<never>,
  channelClosedTwice as Rule<never>,
  sendAfterClose as Rule<never>,
  durationMultiplied as Rule<never>,
  runtimeGcExplicit as Rule<never>,
  resolverDialWithoutPreferGo as Rule<never>,
  netDialWithoutContext as Rule<never>,
  execWithoutContext as Rule<never>,
  tlsInsecureSkipVerify as Rule<never>,
  tlsVerifyPeerCertificateResumption as Rule<never>,
  tlsExpiryCheckDeadCode as Rule<never>,
  tlsProbeReusedConnection as Rule<never>,
  tlsCertLoadedOnce as Rule<never>,
  tlsPlaintextFallback as Rule<never>,
  tlsEmptyRootPool as Rule<never>,
  redisClientPerRequest as Rule<never>,
  redisContextTimeoutDisabled as Rule<never>,
  redisTimeoutDisabled as Rule<never>,
  kafkaAcksNone as Rule<never>,
  kafkaProducerNoRetry as Rule<never>,
  kafkaAsyncErrorsUndrained as Rule<never>,
  kafkaClientNotClosed as Rule<never>,
  awsConfigPerRequest as Rule<never>,
  snowflakeHardcodedWorker as Rule<never>,
  snowflakeNodePerCall as Rule<never>,
  fileNotClosed as Rule<never>,
  connNotClosed as Rule<never>,
];

/** Names of every rule. */
export function ruleNames(): readonly string[] {
  return RULES.map((rule) => rule.meta.name);
}
