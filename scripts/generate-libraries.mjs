// Writes server/src/core/knowledge/libraries.generated.ts: declarations of the libraries that Go services use, as Go
// source without bodies, from the modules that test/gomod/go.mod pins. Needs Go and those modules (a proxy or the cache).
//   node scripts/generate-libraries.mjs [--check]
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const target = join(root, 'server/src/core/knowledge/libraries.generated.ts');
const folder = join(root, 'test/gomod');

const s3Calls =
  'AbortMultipartUpload|CompleteMultipartUpload|CopyObject|CreateBucket|CreateMultipartUpload|DeleteBucket|DeleteObjects?|GetObject|HeadBucket|HeadObject|ListBuckets|ListObjectsV2|PutObject|SelectObjectContent|UploadPart';
const dynamoCalls =
  'BatchGetItem|BatchWriteItem|CreateTable|DeleteItem|DescribeTable|GetItem|PutItem|Query|Scan|TransactGetItems|TransactWriteItems|UpdateItem';
const sqsCalls =
  'ChangeMessageVisibility|CreateQueue|DeleteMessage|DeleteMessageBatch|GetQueueAttributes|GetQueueUrl|ReceiveMessage|SendMessage|SendMessageBatch';
const aws = (calls) =>
  `^(Client(\\.(${calls}|Options))?|Options|New|NewFromConfig|(${calls})(Input|Output|APIClient)|.*(Paginator|Waiter|Presign).*)$`;

/** Calls of the Elasticsearch and OpenSearch clients for what few services do: licensed features and administration. */
const rareSearchCalls =
  '^(Autoscaling|CCR|Cat(Component|Fielddata|Help|ML|Master|Nodeattrs|Pending|Plugins|Recovery|Repositories|Segments|Snapshots|Tasks|Templates|ThreadPool|Transforms)|Connector|DanglingIndices|DataFrame|Enrich|Eql|Esql|Features|Fleet|Graph|Inference|License|Logstash|ML|Migration|Monitoring|Nodes.*Metering|Profiling|Query|Rollup|SSL|ScriptsPainless|SearchApplication|SearchableSnapshots|Security|Shutdown|Slm|Synonyms|TextStructure|Transform|Watcher|XPack)';
const searchClient = {
  keep: '^(API|Response(\\..*)?|[A-Z]\\w+|\\w+Request\\.Do)$',
  drop: rareSearchCalls,
  opaque: 'Request$',
};

/**
 * What of each package is declared: names of functions and types, `Type.Method`; without `keep` everything exported. Of
 * structs that are `opaque` the fields are left out.
 */
const PACKAGES = [
  {
    path: 'github.com/IBM/sarama',
    drop: '(Request|Response|Block|Metadata|Encoder|Decoder|^Mock|^Test|^SCRAM|^Kerberos|^GSS|^[VM]\\d|^Err|^Acl|Acl)',
  },
  {
    path: 'github.com/Shopify/sarama',
    drop: '(Request|Response|Block|Metadata|Encoder|Decoder|^Mock|^Test|^SCRAM|^Kerberos|^GSS|^[VM]\\d|^Err|^Acl|Acl)',
  },
  {
    path: 'github.com/aws/aws-sdk-go-v2/aws',
    keep: '^(Config|Credentials|CredentialsProvider|HTTPClient|Retryer|NewConfig|Bool|String|Int32|Int64|To[A-Z]\\w+)(\\.|$)',
  },
  {
    path: 'github.com/aws/aws-sdk-go-v2/config',
    keep: '^(LoadDefaultConfig|LoadOptions|LoadOptionsFunc|With\\w+)$',
  },
  { path: 'github.com/aws/aws-sdk-go-v2/service/dynamodb', keep: aws(dynamoCalls) },
  { path: 'github.com/aws/aws-sdk-go-v2/service/s3', keep: aws(s3Calls) },
  { path: 'github.com/aws/aws-sdk-go-v2/service/sqs', keep: aws(sqsCalls) },
  { path: 'github.com/bwmarrin/snowflake', drop: '(JSON|^ID\\.|^Err|Base|^Parse)' },
  { path: 'github.com/containerd/log' },
  { path: 'github.com/elastic/go-elasticsearch/v7', keep: '^(Client|Config|New\\w*)$' },
  { path: 'github.com/elastic/go-elasticsearch/v7/esapi', ...searchClient },
  {
    path: 'github.com/elastic/go-elasticsearch/v8',
    keep: '^(BaseClient|Client|Config|New(Default)?Client)$',
  },
  { path: 'github.com/elastic/go-elasticsearch/v8/esapi', ...searchClient },
  { path: 'github.com/frankban/quicktest', keep: '^(C|Checker|New)(\\.|$)' },
  { path: 'github.com/gin-gonic/gin' },
  { path: 'github.com/go-chi/chi/v5' },
  { path: 'github.com/go-redis/redis/v8', drop: '(Debug|^Script|Geo|GEO|^X[A-Z])' },
  { path: 'github.com/go-resty/resty/v2' },
  { path: 'github.com/go-sql-driver/mysql' },
  { path: 'github.com/gofiber/fiber/v2', drop: '^(Method|MIME|Header|Status|Err|Cookie[A-Z]|Route)' },
  { path: 'github.com/gomodule/redigo/redis' },
  { path: 'github.com/gorilla/mux' },
  { path: 'github.com/gorilla/websocket' },
  { path: 'github.com/hashicorp/go-retryablehttp' },
  { path: 'github.com/jackc/pgconn' },
  { path: 'github.com/jackc/pgx/v4', drop: '(OID|^LargeObject|^Log)' },
  { path: 'github.com/jackc/pgx/v4/pgxpool' },
  { path: 'github.com/jackc/pgx/v5', drop: '(OID|^LargeObject|^LogLevel)' },
  { path: 'github.com/jackc/pgx/v5/pgconn' },
  { path: 'github.com/jackc/pgx/v5/pgxpool' },
  { path: 'github.com/jackc/pgx/v5/stdlib' },
  {
    path: 'github.com/jinzhu/gorm',
    drop: '^(Scope|Callback|Field|Dialect|Model|Relationship|Struct|JoinTable|.*Handler)',
    keep: '^(DB|Model|Open|SQLCommon|Errors|Err\\w+|IsRecordNotFoundError|ModelStruct)(\\.|$)',
  },
  { path: 'github.com/jmoiron/sqlx' },
  { path: 'github.com/labstack/echo/v4', drop: '^(MIME|Header|PROPFIND|REPORT|Route|Binder|ValueBinder)' },
  { path: 'github.com/lib/pq' },
  {
    path: 'github.com/redis/go-redis/v9',
    drop: '(Debug|^Script|Geo|GEO|^X[A-Z]|^FT|TS|Bloom|Cuckoo|CMS|TopK|TDigest|^(BF|CF))',
  },
  { path: 'github.com/samber/lo', drop: '((^|[^t])\\d$|^T\\d|^Tuple|^Zip|^Unzip|^CrossJoin)' },
  {
    path: 'github.com/segmentio/kafka-go',
    drop: '(Request|Response|^API|ACL|Acl|^Describe|^Alter|^Create[A-Z].*Config|^Incremental|^List|^Offset|^Join|^Sync|^Heartbeat|^Leave|^ElectLeaders|ScramCredentials)',
  },
  { path: 'github.com/sirupsen/logrus' },
  { path: 'github.com/sony/sonyflake', keep: '^(Settings|Sonyflake|New|NewSonyflake)(\\.|$)' },
  {
    path: 'github.com/stretchr/testify/assert',
    keep: '^(TestingT|New|Assertions|Assertions\\.(Fail(Now)?f?|Nilf?|NoErrorf?|NotNilf?|Error\\w*|EqualErrorf?|Equalf?|EqualValues|Exactly|Samef?|Truef?|Falsef?|Regexpf?)|\\w+AssertionFunc)$',
  },
  {
    path: 'github.com/stretchr/testify/require',
    keep: '^(TestingT|New|Assertions|FailNowf?|Failf?|Error|NoError|NotNil|Nil|True|False|Equal|NotEmpty|Len|\\w+AssertionFunc)(\\.|$)',
  },
  { path: 'gopkg.in/check.v1', keep: '^(C|CommentInterface|Checker|CheckerInfo)(\\.|$)' },
  { path: 'github.com/stretchr/testify/suite', keep: '^Suite(\\.(T|Require|Assert))?$' },
  { path: 'github.com/matryer/is' },
  { path: 'github.com/opensearch-project/opensearch-go/v2', keep: '^(Client|Config|New\\w*)$' },
  { path: 'github.com/opensearch-project/opensearch-go/v2/opensearchapi', ...searchClient },
  { path: 'go.etcd.io/etcd/client/v3', drop: '^(Err|Is|Compare|Cmp|OpTxn|RetryPolicy)' },
  { path: 'go.etcd.io/etcd/client/v3/concurrency' },
  { path: 'go.mongodb.org/mongo-driver/mongo', drop: '^(Err|Is|IndexOptions|.*Error$)' },
  { path: 'go.mongodb.org/mongo-driver/v2/mongo', drop: '^(Err|Is|.*Error$)' },
  { path: 'go.uber.org/multierr' },
  {
    path: 'go.uber.org/zap',
    keep: '^(Logger|SugaredLogger|Config|Field|Option|L|S|New|NewNop|NewProduction|NewDevelopment|NewExample|Must|Any|Error|String|Int|Duration|ReplaceGlobals|RedirectStdLog|Open)(\\.|$)',
  },
  { path: 'golang.org/x/net/context/ctxhttp' },
  { path: 'golang.org/x/sync/errgroup' },
  { path: 'golang.org/x/sync/semaphore' },
  { path: 'golang.org/x/sync/singleflight' },
  {
    path: 'google.golang.org/grpc',
    drop: '^(SupportPackageIsVersion\\d|EnableTracing|PreparedMsg|ServiceConfig|MethodConfig)',
  },
  { path: 'gorm.io/driver/mysql', drop: '^(Dialector\\.|ErrorTranslator|Migrator)' },
  { path: 'gorm.io/driver/postgres', drop: '^(Dialector\\.|ErrorTranslator|Migrator)' },
  { path: 'gorm.io/driver/sqlite', drop: '^(Dialector\\.|ErrorTranslator|Migrator)' },
  { path: 'gorm.io/gorm' },
  { path: 'xorm.io/xorm' },
];

const go = (args, input) =>
  execFileSync('go', args, {
    cwd: folder,
    input,
    maxBuffer: 1 << 28,
    stdio: ['pipe', 'pipe', 'inherit'],
  }).toString();
try {
  execFileSync('go', ['version'], { stdio: 'ignore' });
} catch {
  console.log('generate-libraries: skipped, Go is not installed');
  process.exit(process.env.CI === 'true' ? 1 : 0);
}
const sources = JSON.parse(
  go(
    ['run', join(root, 'scripts/library-declarations.go')],
    JSON.stringify(
      PACKAGES.map(({ path, keep = '', drop = '', opaque = '' }) => ({ path, keep, drop, opaque })),
    ),
  ),
);
const versions = new Map(
  readFileSync(join(folder, 'go.mod'), 'utf8')
    .split('\n')
    .flatMap((line) => {
      const match = /^\t(\S+) (v\S+)/.exec(line);
      return match ? [[match[1], match[2]]] : [];
    }),
);
const versionOf = (path) => {
  for (let module = path; module.includes('/'); module = module.slice(0, module.lastIndexOf('/'))) {
    if (versions.has(module)) return `${module} ${versions.get(module)}`;
  }
  throw new Error(`no module for ${path}`);
};
const text = `// Generated by scripts/generate-libraries.mjs from the modules of test/gomod/go.mod. Do not edit.

/** Packages of libraries by import path, as Go declarations without bodies. Source in the program wins over these. */
export const LIBRARIES: Readonly<Record<string, string>> = {
${Object.entries(sources)
  .sort()
  .map(([path, source]) => `  // ${versionOf(path)}\n  ${JSON.stringify(path)}: ${JSON.stringify(source)},`)
  .join('\n')}
};
`;
const isStale = (() => {
  try {
    return readFileSync(target, 'utf8') !== text;
  } catch {
    return true;
  }
})();
if (process.argv.includes('--check')) {
  if (isStale) {
    console.error('generate-libraries: stale, run node scripts/generate-libraries.mjs');
    process.exit(1);
  }
} else if (isStale) writeFileSync(target, text);
for (const [path, source] of Object.entries(sources)) {
  if (process.argv.includes('-v')) console.log(String(source.length).padStart(8), path);
}
