/** A kind of value that somebody must release. Every fact says where it is from. */
export interface OwnershipType {
  readonly name: string;
  /** Named types of the value (`net/http.Response`), without pointer. */
  readonly types: readonly string[];
  /** Calls that give an owned value: canonical name to the index of the result. */
  readonly acquire: ReadonlyMap<string, number>;
  /**
   * Parameter and result types by which a call of unknown body (interface method, function value) is known to acquire:
   * `Do(*http.Request) (*http.Response, error)` in whatever interface it stands.
   */
  readonly shape: { readonly parameter: string; readonly result: string } | undefined;
  /** Fields from the value to the closer: `Body`. */
  readonly path: readonly string[];
  /** Methods on what the path leads to that release it. */
  readonly release: ReadonlySet<string>;
  /** Methods on the value itself that release it. */
  readonly releaseSelf: ReadonlySet<string>;
  /** Conditions under which there is nothing to release: selector on the value, and constants it is equal to. */
  readonly absentWhen: { readonly field: string; readonly values: readonly bigint[] } | undefined;
}

const results = (index: number, names: readonly string[]): [string, number][] =>
  names.map((name) => [name, index]);

/**
 * net/http: "The client must close the response body when finished with it" (client.go, doc of Get and Client.Do); on
 * error any Response can be ignored. HEAD has no body. Response.Write closes the body (response.go).
 * 204 and 304 never carry a body (transfer.go, bodyAllowedForStatus), so nothing stays checked out.
 */
export const HTTP_RESPONSE: OwnershipType = {
  name: 'http-response',
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
  shape: { parameter: 'net/http.Request', result: 'net/http.Response' },
  path: ['Body'],
  release: new Set(['Close']),
  releaseSelf: new Set(['Write']),
  absentWhen: { field: 'StatusCode', values: [204n, 304n] },
};

export const OWNERSHIP: ReadonlyMap<string, OwnershipType> = new Map(
  [HTTP_RESPONSE].map((type) => [type.name, type]),
);

/**
 * Standard functions that take an io.Reader and do take it over: net/http closes a request's body
 * (request.go: "NewRequestWithContext ... If the body is also an io.Closer, the returned Request.Body is set to body").
 */
export const TAKES_READER: ReadonlySet<string> = new Set([
  'net/http.NewRequest',
  'net/http.NewRequestWithContext',
  'net/http.Post',
  'net/http.Client.Post',
  'net/http/httptest.NewRequest',
  'io.NopCloser',
]);

/** Standard functions that read a *http.Response and leave its body to the caller. */
export const READS_RESPONSE: ReadonlySet<string> = new Set(['net/http/httputil.DumpResponse']);

/** Packages whose functions print any value and keep nothing of it. */
export const PRINTERS: ReadonlySet<string> = new Set([
  'fmt',
  'log',
  'log/slog',
  'errors',
  'reflect',
  'testing',
]);

/** Functions of other modules that look only at the header of a *http.Response and keep nothing of it. */
export const READS_HEADER: ReadonlySet<string> = new Set([
  // registry/client/auth/challenge/authchallenge.go: parses the WWW-Authenticate header
  'github.com/docker/distribution/registry/client/auth/challenge.ResponseChallenges',
  'github.com/docker/distribution/registry/client/auth.ResponseChallenges',
  'github.com/distribution/distribution/v3/internal/client/auth/challenge.ResponseChallenges',
  // google.golang.org/api/googleapi/googleapi.go: reads the body, leaves closing to the caller
  'google.golang.org/api/googleapi.CheckResponse',
]);

/** Functions whose result closes the io.ReadCloser that they got, and nothing else does: name to index of the result. */
export const FORWARDS_CLOSE: ReadonlyMap<string, number> = new Map([
  // net/http/request.go: maxBytesReader.Close closes the underlying reader
  ['net/http.MaxBytesReader', 0],
]);

/**
 * Functions that read a reader to its end: name to index of the argument. After an error of theirs net/http has given
 * the connection up (transport.go, bodyEOFSignal.Read: any error but EOF closes it), after success it has it back.
 */
export const READS_TO_END: ReadonlyMap<string, number> = new Map([
  ['io.ReadAll', 0],
  ['io/ioutil.ReadAll', 0],
  ['io.Copy', 1],
]);
