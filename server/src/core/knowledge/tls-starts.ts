/**
 * Calls that need a certificate, or the TLS that comes with it, and fail without: crypto/tls/tls.go, LoadX509KeyPair, X509KeyPair,
 * Listen; net/http/server.go, ServeTLS and ListenAndServeTLS (call tls.LoadX509KeyPair); gin gin.go, RunTLS; echo echo.go,
 * StartTLS, StartAutoTLS; fiber listen.go, ListenTLS; grpc credentials/tls.go, NewServerTLSFromFile, NewClientTLSFromFile.
 */
export const NEEDS_CERTIFICATE: ReadonlySet<string> = new Set([
  'crypto/tls.LoadX509KeyPair',
  'crypto/tls.X509KeyPair',
  'crypto/tls.Listen',
  'net/http.ListenAndServeTLS',
  'net/http.ServeTLS',
  'net/http.Server.ListenAndServeTLS',
  'net/http.Server.ServeTLS',
  'github.com/gin-gonic/gin.Engine.RunTLS',
  'github.com/labstack/echo/v4.Echo.StartTLS',
  'github.com/labstack/echo/v4.Echo.StartAutoTLS',
  'github.com/gofiber/fiber/v2.App.ListenTLS',
  'google.golang.org/grpc/credentials.NewServerTLSFromFile',
  'google.golang.org/grpc/credentials.NewClientTLSFromFile',
]);

/** A call by which a program talks without encryption. */
export interface PlainStart {
  /** Index of the address among the arguments, or of the listener; without both the receiver, an http.Server, has it. */
  readonly address?: number;
  readonly listener?: number;
  /** Whether it is the side that connects. */
  readonly isClient?: boolean;
}

/**
 * net/http/server.go, net/dial.go; gin gin.go, Run, RunListener; echo echo.go, Start; fiber listen.go, Listen, Listener;
 * grpc credentials/insecure/insecure.go: "NewCredentials returns a credentials which disables transport security".
 */
export const PLAIN_STARTS: ReadonlyMap<string, PlainStart> = new Map<string, PlainStart>([
  ['net.Listen', { address: 1 }],
  ['net/http.ListenAndServe', { address: 0 }],
  ['net/http.Serve', { listener: 0 }],
  ['net/http.Server.ListenAndServe', {}],
  ['net/http.Server.Serve', { listener: 0 }],
  ['github.com/gin-gonic/gin.Engine.Run', { address: 0 }],
  ['github.com/gin-gonic/gin.Engine.RunListener', { listener: 0 }],
  ['github.com/labstack/echo/v4.Echo.Start', { address: 0 }],
  ['github.com/gofiber/fiber/v2.App.Listen', { address: 0 }],
  ['github.com/gofiber/fiber/v2.App.Listener', { listener: 0 }],
  ['google.golang.org/grpc.WithInsecure', { isClient: true }],
  ['google.golang.org/grpc/credentials/insecure.NewCredentials', { isClient: true }],
]);

/** Calls that put TLS over what they get, or into an option of a server: grpc server.go, Creds; crypto/tls/tls.go, NewListener. */
export const PUTS_TLS_ON: ReadonlySet<string> = new Set([
  'google.golang.org/grpc.Creds',
  'crypto/tls.NewListener',
]);

/** Calls that serve with the options or the listener that they get. */
export const SERVES_WITH: ReadonlySet<string> = new Set([
  'google.golang.org/grpc.NewServer',
  'google.golang.org/grpc.Server.Serve',
  'net/http.Serve',
  'net/http.Server.Serve',
]);

/** Where a call that reads a certificate gets its file names, and where the server listens; without both, as http.Server says. */
export interface CertificateFiles {
  readonly certificate: number;
  readonly key: number;
  readonly address?: number;
  readonly listener?: number;
}

/**
 * Starts of servers that read the files once: net/http/server.go, ServeTLS: `config.Certificates[0], err =
 * tls.LoadX509KeyPair(certFile, keyFile)`; gin gin.go, RunTLS: `http.ListenAndServeTLS`; fiber listen.go, ListenTLS, and grpc
 * credentials/tls.go, NewServerTLSFromFile: `tls.LoadX509KeyPair(certFile, keyFile)`.
 */
export const CERTIFICATE_FILES: ReadonlyMap<string, CertificateFiles> = new Map<string, CertificateFiles>([
  ['net/http.ListenAndServeTLS', { address: 0, certificate: 1, key: 2 }],
  ['net/http.ServeTLS', { listener: 0, certificate: 2, key: 3 }],
  ['net/http.Server.ListenAndServeTLS', { certificate: 0, key: 1 }],
  ['net/http.Server.ServeTLS', { listener: 0, certificate: 1, key: 2 }],
  ['github.com/gin-gonic/gin.Engine.RunTLS', { address: 0, certificate: 1, key: 2 }],
  ['github.com/gofiber/fiber/v2.App.ListenTLS', { address: 0, certificate: 1, key: 2 }],
  ['google.golang.org/grpc/credentials.NewServerTLSFromFile', { certificate: 0, key: 1 }],
]);
