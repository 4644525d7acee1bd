/** Method or function names of a package that start serving and block. */
export interface ServerStart {
  /** Import path or its prefix (`github.com/gofiber/fiber/v2` counts for `github.com/gofiber/fiber`). */
  readonly path: string;
  readonly names: readonly string[];
}

/**
 * What starts a server in Go services. Sources: net/http/server.go; google.golang.org/grpc server.go; gin gin.go;
 * echo echo.go; fiber app.go; fasthttp server.go; kratos app.go; go-zero rest/server.go and zrpc/server.go; beego;
 * iris; hertz; go-micro; sarama and kafka consumers are not servers.
 */
export const SERVER_STARTS: readonly ServerStart[] = [
  { path: 'net/http', names: ['ListenAndServe', 'ListenAndServeTLS', 'Serve', 'ServeTLS'] },
  { path: 'net/http/fcgi', names: ['Serve'] },
  { path: 'google.golang.org/grpc', names: ['Serve'] },
  {
    path: 'github.com/gin-gonic/gin',
    names: ['Run', 'RunTLS', 'RunUnix', 'RunFd', 'RunListener', 'RunQUIC'],
  },
  {
    path: 'github.com/labstack/echo',
    names: ['Start', 'StartTLS', 'StartAutoTLS', 'StartServer', 'StartH2CServer'],
  },
  { path: 'github.com/gofiber/fiber', names: ['Listen', 'ListenTLS', 'Listener'] },
  {
    path: 'github.com/valyala/fasthttp',
    names: ['ListenAndServe', 'ListenAndServeTLS', 'Serve', 'ListenAndServeUNIX'],
  },
  { path: 'github.com/go-kratos/kratos', names: ['Run'] },
  { path: 'github.com/zeromicro/go-zero', names: ['Start'] },
  { path: 'github.com/beego/beego', names: ['Run'] },
  { path: 'github.com/astaxie/beego', names: ['Run'] },
  { path: 'github.com/kataras/iris', names: ['Listen', 'Run'] },
  { path: 'github.com/cloudwego/hertz', names: ['Spin', 'Run'] },
  { path: 'github.com/cloudwego/kitex', names: ['Run'] },
  { path: 'go-micro.dev', names: ['Run'] },
  { path: 'github.com/urfave/negroni', names: ['Run'] },
  { path: 'github.com/fvbock/endless', names: ['ListenAndServe', 'ListenAndServeTLS'] },
  { path: 'github.com/cloudflare/tableflip', names: ['Serve'] },
  { path: 'net/rpc', names: ['Accept', 'ServeConn'] },
];

/** Every name of `SERVER_STARTS`, for a first look at a text. */
export const SERVER_START_NAMES: ReadonlySet<string> = new Set(SERVER_STARTS.flatMap((start) => start.names));

export function isImportOf(importPath: string, prefix: string): boolean {
  return importPath === prefix || importPath.startsWith(`${prefix}/`);
}
