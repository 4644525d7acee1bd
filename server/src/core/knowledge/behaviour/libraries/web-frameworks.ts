import { each, type PackageBehaviour } from '../model.ts';

const RELEASED = { result: 0, path: [], by: ['Close'] };

export const GIN: PackageBehaviour = {
  paths: ['github.com/gin-gonic/gin'],
  serverStarts: {
    prefix: 'github.com/gin-gonic/gin',
    names: ['Run', 'RunTLS', 'RunUnix', 'RunFd', 'RunListener', 'RunQUIC'],
  },
  functions: {
    ...each(
      ['Run', 'RunTLS', 'RunUnix', 'RunFd'],
      {
        blocks: { category: 'serve' },
        source:
          'gin.go: Note: this method will block the calling goroutine indefinitely unless an error happens',
      },
      ['Engine'],
    ),
    'Engine.RunListener': {
      closes: [0],
      blocks: { category: 'serve' },
      source: 'gin.go: err = http.Serve(listener, engine.Handler())',
    },
    // the copy of a reader into the response; closing stays with the caller
    ...each(['DataFromReader'], { borrows: [3], source: 'render/reader.go: _, err = io.Copy(w, r.Reader)' }, [
      'Context',
    ]),
  },
};

export const ECHO: PackageBehaviour = {
  paths: ['github.com/labstack/echo/v4'],
  serverStarts: {
    prefix: 'github.com/labstack/echo',
    names: ['Start', 'StartTLS', 'StartAutoTLS', 'StartServer', 'StartH2CServer'],
  },
  functions: {
    ...each(
      ['Start', 'StartTLS', 'StartAutoTLS', 'StartServer', 'StartH2CServer'],
      {
        blocks: { category: 'serve' },
        source: 'echo.go: Start starts an HTTP server',
      },
      ['Echo'],
    ),
    'Echo.Shutdown': {
      blocks: { category: 'wait', context: 0, result: 'settled' },
      source: 'echo.go: Shutdown stops the server gracefully',
    },
    'Context.Stream': { borrows: [2], source: 'context.go: _, err = io.Copy(c.response, r)' },
  },
};

export const FIBER: PackageBehaviour = {
  paths: ['github.com/gofiber/fiber/v2'],
  serverStarts: { prefix: 'github.com/gofiber/fiber', names: ['Listen', 'ListenTLS', 'Listener'] },
  functions: {
    ...each(
      ['Listen', 'ListenTLS', 'ListenMutualTLS'],
      {
        blocks: { category: 'serve' },
        source: 'listen.go: Listen serves HTTP requests from the given addr',
      },
      ['App'],
    ),
    // fasthttp's Server.Serve does not close the listener when it returns
    'App.Listener': {
      takesOver: [0],
      blocks: { category: 'serve' },
      source: 'listen.go: return app.server.Serve(ln)',
    },
    ...each(
      ['SendStream'],
      {
        takesOver: [0],
        source: 'ctx.go: SendStream sets response body stream and optional body size',
      },
      ['Ctx'],
    ),
  },
};

export const WEBSOCKET: PackageBehaviour = {
  paths: ['github.com/gorilla/websocket'],
  functions: {
    // the response needs no Close
    'Dialer.Dial': {
      blocks: { category: 'dial' },
      mustRelease: RELEASED,
      source: 'client.go: need to be closed by the application',
    },
    'Dialer.DialContext': {
      // DefaultDialer bounds its handshake by 45 s
      blocks: { category: 'network', context: 0, result: 'settled' },
      mustRelease: RELEASED,
      source: 'client.go: The context will be used in the request and in the Dialer',
    },
    'Upgrader.Upgrade': {
      mustRelease: RELEASED,
      source: 'server.go: Upgrade upgrades the HTTP server connection to the WebSocket protocol',
    },
    NewClient: {
      wraps: [{ argument: 0, result: 0, closesUnderlying: true }],
      source: 'client.go: NewClient creates a new client connection using the given net connection',
    },
    ...each(
      ['ReadMessage', 'ReadJSON', 'NextReader', 'WriteMessage', 'WriteJSON'],
      {
        blocks: { category: 'network' },
        source:
          'conn.go: ReadMessage is a helper method for getting a reader using NextReader and reading from that reader to a buffer',
      },
      ['Conn'],
    ),
  },
};

/** Frameworks of which only the start of a server is known, by the prefix of their import paths. */
export const SERVER_FRAMEWORKS: readonly PackageBehaviour[] = (
  [
    // server.go
    ['github.com/valyala/fasthttp', 'ListenAndServe', 'ListenAndServeTLS', 'Serve', 'ListenAndServeUNIX'],
    // app.go
    ['github.com/go-kratos/kratos', 'Run'],
    // rest/server.go, zrpc/server.go
    ['github.com/zeromicro/go-zero', 'Start'],
    ['github.com/beego/beego', 'Run'],
    ['github.com/astaxie/beego', 'Run'],
    ['github.com/kataras/iris', 'Listen', 'Run'],
    ['github.com/cloudwego/hertz', 'Spin', 'Run'],
    ['github.com/cloudwego/kitex', 'Run'],
    ['go-micro.dev', 'Run'],
    ['github.com/urfave/negroni', 'Run'],
    ['github.com/fvbock/endless', 'ListenAndServe', 'ListenAndServeTLS'],
    ['github.com/cloudflare/tableflip', 'Serve'],
  ] as const
).map(([prefix, ...names]) => ({ paths: [], serverStarts: { prefix, names }, functions: {} }));
