/** A function that makes a server with no time limit and serves with it. */
export interface ServerHelper {
  /** Index of the address among the arguments, or of the listener. */
  readonly address?: number;
  readonly listener?: number;
  readonly handler: number | undefined;
  /** The method of http.Server that does the same, with its arguments among those of the helper. */
  readonly method?: { readonly name: string; readonly arguments: readonly number[] };
}

/**
 * net/http/server.go: `ListenAndServe` is `server := &Server{Addr: addr, Handler: handler}; return server.ListenAndServe()`, and
 * the others are alike. gin-gonic/gin gin.go: `(*Engine).Run` calls http.ListenAndServe, `RunTLS` and `RunListener` its kin.
 */
export const SERVER_HELPERS: ReadonlyMap<string, ServerHelper> = new Map<string, ServerHelper>([
  ['net/http.ListenAndServe', { address: 0, handler: 1, method: { name: 'ListenAndServe', arguments: [] } }],
  [
    'net/http.ListenAndServeTLS',
    { address: 0, handler: 3, method: { name: 'ListenAndServeTLS', arguments: [1, 2] } },
  ],
  ['net/http.Serve', { listener: 0, handler: 1, method: { name: 'Serve', arguments: [0] } }],
  ['net/http.ServeTLS', { listener: 0, handler: 1, method: { name: 'ServeTLS', arguments: [0, 2, 3] } }],
  ['github.com/gin-gonic/gin.Engine.Run', { address: 0, handler: undefined }],
  ['github.com/gin-gonic/gin.Engine.RunTLS', { address: 0, handler: undefined }],
  ['github.com/gin-gonic/gin.Engine.RunListener', { listener: 0, handler: undefined }],
]);

/** Methods of http.Server that serve, with the index of the listener among the arguments; without one they use Addr. */
export const SERVE_METHODS: ReadonlyMap<string, number | undefined> = new Map([
  ['ListenAndServe', undefined],
  ['ListenAndServeTLS', undefined],
  ['Serve', 0],
  ['ServeTLS', 0],
]);
