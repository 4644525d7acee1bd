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
