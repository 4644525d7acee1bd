module example.com/kinds

go 1.24

require (
	github.com/gin-gonic/gin v1.10.0
	github.com/labstack/echo/v4 v4.12.0
)
