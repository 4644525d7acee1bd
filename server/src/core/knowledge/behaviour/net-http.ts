import { each, type PackageBehaviour } from './model.ts';

export const NET_HTTP: PackageBehaviour = {
  paths: ['net/http'],
  serverStarts: {
    prefix: 'net/http',
    names: ['ListenAndServe', 'ListenAndServeTLS', 'Serve', 'ServeTLS'],
  },
  functions: {
    ...each(['Serve', 'ServeTLS', 'Server.Serve', 'Server.ServeTLS'], {
      closes: [0],
      blocks: { category: 'serve' },
      source: 'server.go: l = &onceCloseListener{Listener: l} defer l.Close()',
    }),
    ...each(['ListenAndServe', 'ListenAndServeTLS', 'Server.ListenAndServe', 'Server.ListenAndServeTLS'], {
      blocks: { category: 'serve' },
      source: 'server.go: ListenAndServe always returns a non-nil error',
    }),
    'Server.Shutdown': {
      blocks: { category: 'wait', context: 0, result: 'settled' },
      source: 'server.go: then waiting indefinitely for connections to return to idle and then shut down',
    },
    ...each(['HandleFunc', 'ServeMux.HandleFunc'], {
      stores: [1],
      source: 'server.go: HandleFunc registers the handler function for the given pattern',
    }),
    'Server.RegisterOnShutdown': {
      stores: [0],
      source: 'server.go: RegisterOnShutdown registers a function to call on [Server.Shutdown]',
    },
    NewRequest: {
      takesOver: [2],
      source: 'request.go: NewRequest wraps [NewRequestWithContext] using [context.Background]',
    },
    NewRequestWithContext: {
      takesOver: [3],
      storesContext: 0,
      source:
        'request.go: If the provided body is also an [io.Closer], the returned [Request.Body] is set to body and will be closed (possibly asynchronously) by the Client methods Do, Post, and PostForm, and [Transport.RoundTrip]',
    },
    ...each(
      ['WithContext', 'Clone'],
      {
        storesContext: 0,
        source: 'request.go: WithContext returns a shallow copy of r with its context changed to ctx',
      },
      ['Request'],
    ),
    'Client.Do': {
      blocks: { category: 'http', context: 'request', result: 'tied' },
      takesOver: [0],
      source:
        'client.go: The request Body, if non-nil, will be closed by the underlying Transport, even on errors',
    },
    ...each(
      ['RoundTrip'],
      {
        blocks: { category: 'http' },
        source: 'client.go: RoundTrip must always close the body, including on errors',
      },
      ['RoundTripper', 'Transport'],
    ),
    ...each(['Get', 'Head', 'PostForm', 'Client.Get', 'Client.Head', 'Client.PostForm'], {
      blocks: { category: 'http' },
      source: 'client.go: Caller should close resp.Body when done reading from it',
    }),
    ...each(['Post', 'Client.Post'], {
      takesOver: [2],
      blocks: { category: 'http' },
      source: 'client.go: If the provided body is an [io.Closer], it is closed after the request',
    }),
    MaxBytesReader: {
      wraps: [{ argument: 1, result: 0, closesUnderlying: true }],
      source: 'request.go: closes the underlying reader when its Close method is called',
    },
    ReadRequest: {
      wraps: [{ argument: 0, result: 0, closesUnderlying: false }],
      source: 'request.go: ReadRequest reads and parses an incoming request from b',
    },
    ReadResponse: {
      wraps: [{ argument: 0, result: 0, closesUnderlying: false }],
      source: 'response.go: Clients must call resp.Body.Close when finished reading resp.Body',
    },
    'Response.Write': { closes: [-1], source: 'response.go: The Response Body is closed after it is sent' },
    'Request.Write': { closes: [-1], source: 'request.go: Body is closed after it is sent' },
    'Request.WriteProxy': {
      closes: [-1],
      source:
        'request.go: WriteProxy is like [Request.Write] but writes the request in the form expected by an HTTP proxy',
    },
    ServeContent: {
      borrows: [4],
      source: 'fs.go: ServeContent replies to the request using the content in the provided ReadSeeker',
    },
  },
};

export const NET_HTTP_FCGI: PackageBehaviour = {
  paths: ['net/http/fcgi'],
  serverStarts: { prefix: 'net/http/fcgi', names: ['Serve'] },
  functions: {
    // it closes the listener that it makes itself from os.Stdin, not the one it is given
    Serve: {
      stores: [0],
      blocks: { category: 'serve' },
      source: 'child.go: l, err = net.FileListener(os.Stdin) if err != nil { return err } defer l.Close()',
    },
  },
};

export const NET_HTTP_HTTPTEST: PackageBehaviour = {
  paths: ['net/http/httptest'],
  functions: {
    NewRequest: {
      takesOver: [2],
      source: 'httptest.go: if rc, ok := body.(io.ReadCloser); ok { req.Body = rc }',
    },
    NewRequestWithContext: {
      takesOver: [3],
      storesContext: 0,
      source: 'httptest.go: if rc, ok := body.(io.ReadCloser); ok { req.Body = rc }',
    },
  },
};

export const NET_HTTP_HTTPTRACE: PackageBehaviour = {
  paths: ['net/http/httptrace'],
  functions: {
    WithClientTrace: {
      storesContext: 0,
      source: 'trace.go: WithClientTrace returns a new context based on the provided parent ctx',
    },
  },
};

export const NET_HTTP_HTTPUTIL: PackageBehaviour = {
  paths: ['net/http/httputil'],
  functions: {
    DumpResponse: {
      closesIfNextIsTrue: [0],
      borrows: [0],
      source: 'dump.go: save, resp.Body, err = drainBody(resp.Body)',
    },
    ...each(['DumpRequest', 'DumpRequestOut'], {
      closesIfNextIsTrue: [0],
      borrows: [0],
      source: 'dump.go: save, req.Body, err = drainBody(req.Body)',
    }),
    NewChunkedReader: {
      wraps: [{ argument: 0, result: 0, closesUnderlying: false }],
      source:
        'httputil.go: NewChunkedReader returns a new chunkedReader that translates the data read from r',
    },
    NewChunkedWriter: {
      wraps: [{ argument: 0, result: 0, closesUnderlying: false }],
      source: 'httputil.go: Closing the returned chunkedWriter sends the final 0-length chunk',
    },
    ...each(['NewClientConn', 'NewProxyClientConn', 'NewServerConn'], {
      wraps: [{ argument: 0, result: 0, closesUnderlying: true }],
      source: 'persist.go: Close calls [ServerConn.Hijack] and then also closes the underlying connection',
    }),
  },
};
