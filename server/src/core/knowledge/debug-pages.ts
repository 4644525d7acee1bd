/** Pages about the inside of a process: profiles, or published variables. */
export type DebugPages = 'pprof' | 'expvar';

/**
 * Packages whose import alone puts pages on http.DefaultServeMux. net/http/pprof/pprof.go: "init() { ... http.HandleFunc(prefix+
 * "/debug/pprof/", Index)"; expvar/expvar.go: "init() { ... http.HandleFunc("GET /debug/vars", expvarHandler)".
 */
export const PAGE_PACKAGES: ReadonlyMap<string, DebugPages> = new Map([
  ['net/http/pprof', 'pprof'],
  ['expvar', 'expvar'],
]);

/** Handler functions that are such pages. */
export const PAGE_HANDLERS: ReadonlyMap<string, DebugPages> = new Map(
  ['Index', 'Cmdline', 'Profile', 'Symbol', 'Trace'].map((name) => [`net/http/pprof.${name}`, 'pprof']),
);

/**
 * Functions that give a handler of such pages. go-chi/chi middleware/profiler.go: "Profiler is a convenient subrouter used for
 * mounting net/http/pprof"; it registers expvar too.
 */
export const PAGE_MAKERS: ReadonlyMap<string, DebugPages> = new Map([
  ['net/http/pprof.Handler', 'pprof'],
  ['expvar.Handler', 'expvar'],
  ['github.com/go-chi/chi/middleware.Profiler', 'pprof'],
  ['github.com/go-chi/chi/v5/middleware.Profiler', 'pprof'],
]);

/** Functions that register such pages on the router in their first argument (gin-contrib/pprof pprof.go). */
export const PAGE_REGISTRARS: ReadonlyMap<string, DebugPages> = new Map([
  ['github.com/gin-contrib/pprof.Register', 'pprof'],
]);

/** Functions that make a router's own kind of handler of the one in their first argument, and conversions to a handler. */
export const HANDLER_WRAPPERS: ReadonlySet<string> = new Set([
  'net/http.HandlerFunc',
  'github.com/gin-gonic/gin.WrapF',
  'github.com/gin-gonic/gin.WrapH',
  'github.com/labstack/echo/v4.WrapHandler',
]);

/** Methods by which net/http, gin, chi, gorilla/mux and echo register a handler. */
export const REGISTERING: ReadonlySet<string> = new Set([
  ...['Handle', 'HandleFunc', 'Handler', 'HandlerFunc', 'Mount', 'Method', 'MethodFunc'],
  ...['GET', 'POST', 'Get', 'Post', 'Any', 'Match'],
]);

/** Middleware that lets every request through. Anything else may ask who it is. */
export const OPEN_MIDDLEWARE: ReadonlySet<string> = new Set([
  ...['Logger', 'Recovery'].map((name) => `github.com/gin-gonic/gin.${name}`),
  ...['Logger', 'Recoverer', 'RequestID', 'RealIP'].flatMap((name) => [
    `github.com/go-chi/chi/middleware.${name}`,
    `github.com/go-chi/chi/v5/middleware.${name}`,
  ]),
]);
