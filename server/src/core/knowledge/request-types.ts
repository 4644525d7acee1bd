/** What a handler gets for each request. */
export const PER_REQUEST: ReadonlySet<string> = new Set([
  'net/http.Request',
  'net/http.ResponseWriter',
  'github.com/gin-gonic/gin.Context',
  'github.com/labstack/echo/v4.Context',
  'github.com/labstack/echo.Context',
  'github.com/gofiber/fiber/v2.Ctx',
  'github.com/gofiber/fiber/v3.Ctx',
  'github.com/valyala/fasthttp.RequestCtx',
]);

/**
 * What a function gets that reads a part of the configuration, when the process starts or reads it again. github.com/coredns/caddy
 * plugins.go, SetupFunc: "It will be called once per key for each server block it appears in."
 */
export const SET_UP: ReadonlySet<string> = new Set(['github.com/coredns/caddy.Controller']);

/**
 * What a handler gets, and how it comes from there to the context of the request. net/http/request.go, Context: "For incoming
 * server requests, the context is canceled when the client's connection closes, the request is canceled (with HTTP/2), or when the
 * ServeHTTP method returns". What fiber and fasthttp give does not end with the client, so that it is left out.
 * Sources: gin context.go (`Request *http.Request`); echo context.go (`Request() *http.Request`).
 */
export const REQUEST_CONTEXTS: ReadonlyMap<string, string> = new Map([
  ['net/http.Request', '.Context()'],
  ['github.com/gin-gonic/gin.Context', '.Request.Context()'],
  ['github.com/labstack/echo/v4.Context', '.Request().Context()'],
  ['github.com/labstack/echo.Context', '.Request().Context()'],
]);

/**
 * Functions whose request has the background context (net/http/request.go: readRequest makes it with `new(Request)`,
 * Request.Context "the returned context is always non-nil; it defaults to the background context").
 */
export const BARE_REQUESTS: ReadonlySet<string> = new Set(['net/http.ReadRequest', 'net/http.NewRequest']);

/**
 * What a plugin is given before the answer and the request that its host makes anew from parts of the one it got
 * (github.com/mattermost/mattermost server/public/plugin client_rpc.go, ServeHTTP: "forwardedRequest := &HTTPRequestSubset{",
 * which has no context; "hook.ServeHTTP(args.Context, w, httpReq)").
 */
export const PLUGIN_CONTEXT =
  /^github\.com\/mattermost\/(?:mattermost\/server\/public|mattermost-server(?:\/v\d+)?)\/plugin\.Context$/;

/**
 * Methods of what a handler gets that only read the request, so that none of them answers. Sources: hertz pkg/app/context.go
 * (BindAndValidate: `bi.Bind(&ctx.Request, obj, ctx.Params)`), gin context.go (ShouldBindWith: `return b.Bind(c.Request, obj)`; Bind
 * itself aborts with 400), echo bind.go.
 */
export const READS_REQUEST: ReadonlyMap<string, RegExp> = new Map([
  [
    'github.com/cloudwego/hertz/pkg/app.RequestContext',
    /^(?:Bind\w*|Validate|Body|ClientIP|ContentType|Cookie|DefaultQuery|FormValue|FullPath|Get|GetHeader|GetRawData|Host|Method|Param|Path|PostForm|Query|RemoteAddr|UserAgent)$/,
  ],
  [
    'github.com/gin-gonic/gin.Context',
    /^(?:ShouldBind\w*|ClientIP|ContentType|Cookie|DefaultPostForm|DefaultQuery|FullPath|Get|GetHeader|GetQuery|GetRawData|Param|PostForm|Query|RemoteIP|Request|Set)$/,
  ],
  [
    'github.com/labstack/echo/v4.Context',
    /^(?:Bind|Cookie|FormValue|Get|Param|Path|QueryParam|QueryParams|RealIP|Request|Set|Validate)$/,
  ],
]);
