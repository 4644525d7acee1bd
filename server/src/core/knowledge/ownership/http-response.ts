import { CLOSER, type OwnershipType, results } from './model.ts';

/** What a response is whose body comes from net/http. */
const WITH_BODY = {
  ...CLOSER,
  // what a helper hands out is the body alone
  heldAs: ['io.ReadCloser'],
  path: ['Body'],
  absentWhen: { field: 'StatusCode', values: [204n, 304n] },
} as const;

/**
 * net/http: "The client must close the response body when finished with it" (client.go, doc of Get and Client.Do); on
 * error any Response can be ignored. HEAD has no body. Response.Write closes the body (response.go).
 * 204 and 304 never carry a body (transfer.go, bodyAllowedForStatus), so nothing stays checked out.
 */
export const HTTP_RESPONSE: OwnershipType = {
  ...WITH_BODY,
  name: 'http-response',
  source: 'net/http/client.go: "The client must close the response body when finished with it"',
  types: ['net/http.Response'],
  acquire: new Map([
    ...results(0, ['net/http.Get', 'net/http.Post', 'net/http.PostForm']),
    ...results(0, [
      'net/http.Client.Do',
      'net/http.Client.Get',
      'net/http.Client.Post',
      'net/http.Client.PostForm',
    ]),
    ...results(0, ['net/http.RoundTripper.RoundTrip', 'net/http.Transport.RoundTrip']),
    // golang.org/x/net/context/ctxhttp/ctxhttp.go: thin wrappers of Client.Do
    ...results(
      0,
      ['Do', 'Get', 'Post', 'PostForm'].map((name) => `golang.org/x/net/context/ctxhttp.${name}`),
    ),
    // github.com/hashicorp/go-retryablehttp client.go: returns the response of its HTTPClient
    ...results(
      0,
      ['Get', 'Post', 'PostForm'].map((name) => `github.com/hashicorp/go-retryablehttp.${name}`),
    ),
    ...results(
      0,
      ['Do', 'Get', 'Post', 'PostForm'].map((name) => `github.com/hashicorp/go-retryablehttp.Client.${name}`),
    ),
  ]),
  // net/http/client.go: a response to HEAD has no body
  givesEmpty: new Map([...results(0, ['net/http.Head', 'net/http.Client.Head'])]),
  shape: { parameter: 'net/http.Request' },
  releaseSelf: new Set(['Write']),
  // net/http/response.go: what is not the body is there when the answer's head has been read
  outlasting: new Set([
    ...['Status', 'StatusCode', 'Proto', 'Header', 'ContentLength', 'Request', 'TLS'],
    ...['ProtoMajor', 'ProtoMinor', 'Cookies', 'Location', 'ProtoAtLeast'],
  ]),
};

/** v6 to v9 of the client and both of its fork have the same Response; opensearch-go v4 reads and closes the body itself. */
const SEARCH_APIS = [
  ...['v6', 'v7', 'v8', 'v9'].map((version) => `github.com/elastic/go-elasticsearch/${version}/esapi`),
  'github.com/opensearch-project/opensearch-go/opensearchapi',
  'github.com/opensearch-project/opensearch-go/v2/opensearchapi',
];

/** Requests whose file (api.ping.go, api.indices.exists.go, ...) says `method = "HEAD"`. */
const SEARCH_HEADS = [
  'ClusterExistsComponentTemplate',
  'Exists',
  'ExistsSource',
  'IndicesExists',
  'IndicesExistsAlias',
  'IndicesExistsDocumentType',
  'IndicesExistsIndexTemplate',
  'IndicesExistsTemplate',
  'Ping',
];

/**
 * esapi/doc.go: "It is imperative to close the response body for a non-nil response." The Do of each request gives the
 * body of the http.Response that the transport has given, and no response beside an error (api.index.go: `res, err :=
 * transport.Perform(req)`, `return nil, err`, `Body: res.Body`); its context is that of the request (`req =
 * req.WithContext(ctx)`), an option's too (`return r.Do(r.ctx, t)`). String reads the body and closes it
 * (esapi.response.go: `defer r.Body.Close()`); what is left is a copy in memory.
 */
export const ELASTICSEARCH_RESPONSE: OwnershipType = {
  ...WITH_BODY,
  name: 'elasticsearch-response',
  source: 'esapi/doc.go: "It is imperative to close the response body for a non-nil response."',
  types: SEARCH_APIS.map((path) => `${path}.Response`),
  acquire: new Map(),
  acquireIn: new Set(SEARCH_APIS),
  shape: { parameter: 'any' },
  releaseSelf: new Set(['String']),
  releasedWhenPrinted: true,
  livesOnGivenContexts: true,
  holdsNothingFrom: new Set(
    SEARCH_APIS.flatMap((path) =>
      SEARCH_HEADS.flatMap((name) => [`${path}.${name}`, `${path}.${name}Request.Do`]),
    ),
  ),
};

/** The kinds of response whose body comes from net/http, by name. */
export const HTTP_RESPONSES: readonly string[] = [HTTP_RESPONSE.name, ELASTICSEARCH_RESPONSE.name];
