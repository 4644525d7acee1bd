import type { Confidence, Localized } from '../../finding.ts';
import { type AwsMadeAgain, awsMadeAgainIn } from '../../flow/aws-configs.ts';
import type { Report, Rule, RuleContext } from '../rule.ts';
import { EACH, repeatedReport } from '../support/repeated.ts';
import { CARD } from './aws-config-per-request.card.ts';

export const awsConfigPerRequest: Rule<AwsMadeAgain> = {
  meta: {
    name: 'aws-config-per-request',
    group: 'network',
    severity: 'warning',
    fixes: 'none',
    stability: 'stable',
    since: '0.1.0',
    tokens: [['aws-sdk-go-v2'], ['LoadDefaultConfig(', 'NewFromConfig(']],
    inTests: 'off',
    aliases: [],
    overlaps: [],
    card: CARD,
    placeholders: {
      en: {
        made: 'the environment and the shared files are read, and a cache of credentials and a connection pool begin empty',
        first: 'asks for credentials, then dials and shakes hands',
        throttled: 'grows, and what gives out credentials begins to throttle',
      },
      'zh-cn': {
        made: '读取环境变量和共享配置文件，凭证缓存和连接池都从空开始',
        first: '先取凭证，再建连和握手',
        throttled: '上升，发放凭证的服务开始限流',
      },
    },
    example: {
      bad: `package example

import (
	"net/http"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

func upload(w http.ResponseWriter, r *http.Request) {
	cfg, err := config.LoadDefaultConfig(r.Context())
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	client := s3.NewFromConfig(cfg)
	if _, err := client.PutObject(r.Context(), &s3.PutObjectInput{
		Bucket: aws.String("uploads"), Key: aws.String(r.URL.Path), Body: r.Body,
	}); err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
	}
}
`,
      good: `package example

import (
	"net/http"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

// server gets the client that main has made.
type server struct{ client *s3.Client }

func (s *server) upload(w http.ResponseWriter, r *http.Request) {
	if _, err := s.client.PutObject(r.Context(), &s3.PutObjectInput{
		Bucket: aws.String("uploads"), Key: aws.String(r.URL.Path), Body: r.Body,
	}); err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
	}
}
`,
    },
    sources: [
      'github.com/aws/aws-sdk-go-v2/config config.go: LoadDefaultConfig "reads the SDK\'s default external configurations" into local values, so it is safe to call from several goroutines; resolve_credentials.go: aws.NewCredentialsCache',
      'github.com/aws/aws-sdk-go-v2/service/s3 api_client.go: resolveHTTPClient makes a BuildableClient where the configuration has no HTTP client; aws/transport/http/client.go: "will only share pooled connections with its own instance"; DefaultHTTPTransportIdleConnTimeout 90 s',
      'a program that sends 50 requests to a local server (config v1.28.6, s3 v1.71.0): a load per request 50 connections and 50 retrievals of credentials, a client per request of one configuration 50 and 1, one client 1 and 1; with AWS_CA_BUNDLE set the second has 1 connection too',
      'github.com/aws/aws-sdk-go-v2 aws/credential_cache.go: "failed to refresh cached credentials"; credentials/ec2rolecreds/provider.go: "no EC2 IMDS role found"',
    ],
  },

  *detect({ file, package: pkg, flow }: RuleContext) {
    for (const made of awsMadeAgainIn(pkg, file, flow)) {
      // one for each region of a list, or for each account that a caller names
      if (made.isSame || made.repeated.kind === 'request') yield made;
    }
  },

  report(made: AwsMadeAgain, context: RuleContext): Report {
    const { kind, repeated, isSame, isOneShot } = made;
    const { anchor, related, facts } = repeatedReport(made, context);
    const each = EACH[repeated.kind];
    const isDoubtful = !isSame || repeated.isOneOfMany;
    const confidence: Confidence = isDoubtful ? 'low' : repeated.kind === 'context' ? 'medium' : 'high';
    return {
      anchor,
      message:
        kind === 'configuration'
          ? {
              en: `AWS configuration loaded per ${each.en}: credentials and connections are made anew each time`,
              'zh-cn': `每${each['zh-cn']}都重新加载 AWS 配置：每次都要重新取凭证、重新建连`,
            }
          : {
              en: `An AWS client per ${each.en}: it has a connection pool of its own and dials anew each time`,
              'zh-cn': `每${each['zh-cn']}都新建 AWS 客户端：各有自己的连接池，每次都要重新建连`,
            },
      severity: isOneShot ? 'info' : 'warning',
      confidence,
      ...(isSame ? (repeated.isOneOfMany ? { lowered: ONE_OF_MANY } : {}) : { lowered: VARIES }),
      related,
      facts: { ...facts, ...FACTS[kind] },
    };
  },

  fix: () => [],
};

const FACTS: Readonly<
  Record<AwsMadeAgain['kind'], Readonly<Record<'made' | 'first' | 'throttled', Localized>>>
> = {
  configuration: {
    made: {
      en: 'the environment and the shared files are read, and a cache of credentials and a connection pool begin empty',
      'zh-cn': '读取环境变量和共享配置文件，凭证缓存和连接池都从空开始',
    },
    first: {
      en: 'asks for credentials (on EC2 the metadata service, with a web identity STS; keys in the environment cost nothing), then dials and shakes hands',
      'zh-cn': '先取凭证（EC2 上问元数据服务，Web 身份问 STS；环境变量里的密钥没有这项开销），再建连和握手',
    },
    throttled: {
      en: 'grows, and where a service gives out the credentials it begins to throttle: `failed to refresh cached credentials`',
      'zh-cn': '上升，由服务发放凭证时还会被限流：`failed to refresh cached credentials`',
    },
  },
  client: {
    made: { en: 'a client with an empty connection pool', 'zh-cn': '得到一个连接池为空的客户端' },
    first: { en: 'dials and shakes hands (TCP, TLS)', 'zh-cn': '要重新建连和握手（TCP、TLS）' },
    throttled: { en: 'grows', 'zh-cn': '上升' },
  },
};

const VARIES: Localized = {
  en: 'What is loaded depends on the request: sharing needs one configuration for each region or account, or one HTTP client for all (config.WithHTTPClient).',
  'zh-cn':
    '加载的内容取决于请求：要共用，需按地域或账号各保留一份配置，或让它们共用一个 HTTP 客户端（config.WithHTTPClient）。',
};

const ONE_OF_MANY: Localized = {
  en: 'What a round of the loop gives decides whether it comes here: it is one of several types, or of several branches.',
  'zh-cn': '各轮是否运行到这里取决于循环传入的值：它只是多个类型或多个分支之一。',
};
