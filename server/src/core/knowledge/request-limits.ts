/**
 * Calls that put a handler in front of others which limits the body of each request.
 * Sources: net/http/server.go (MaxBytesHandler); echo middleware/body_limit.go; chi middleware/request_size.go ("sets the max
 * size of the request body"); gin-contrib/size size.go.
 */
export const LIMITING_MIDDLEWARE: ReadonlySet<string> = new Set([
  'net/http.MaxBytesHandler',
  'github.com/labstack/echo/v4/middleware.BodyLimit',
  'github.com/labstack/echo/v4/middleware.BodyLimitWithConfig',
  'github.com/labstack/echo/middleware.BodyLimit',
  'github.com/labstack/echo/middleware.BodyLimitWithConfig',
  'github.com/go-chi/chi/v5/middleware.RequestSize',
  'github.com/go-chi/chi/middleware.RequestSize',
  'github.com/gin-contrib/size.RequestSizeLimiter',
]);

/** The last names of the calls above. */
export const LIMITING_MIDDLEWARE_NAMES: readonly string[] = [
  ...new Set([...LIMITING_MIDDLEWARE].map((id) => id.slice(id.lastIndexOf('.') + 1))),
];

/** Words in a function that makes a reader with an end. */
export const LIMITED_READERS: readonly string[] = ['MaxBytesReader', 'LimitReader', 'LimitedReader'];
