// Package echolike reads what echo gives.
package echolike

import (
	"io"
	"net/http"

	"github.com/labstack/echo/v4"
)

// Handler takes it whole.
func Handler(c echo.Context) error {
	data, err := io.ReadAll(c.Request().Body) // want http-unbounded-body-read
	if err != nil {
		return err
	}
	return c.Blob(http.StatusOK, "text/plain", data)
}
