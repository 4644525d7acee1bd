// Package ginlike reads what gin gives.
package ginlike

import (
	"io"
	"net/http"

	"github.com/gin-gonic/gin"
)

// Handler takes it whole.
func Handler(c *gin.Context) {
	data, err := io.ReadAll(c.Request.Body) // want http-unbounded-body-read
	if err == nil {
		c.Data(http.StatusOK, "text/plain", data)
	}
}
