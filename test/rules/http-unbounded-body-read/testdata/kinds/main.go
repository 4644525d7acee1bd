package main

import (
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/labstack/echo/v4"

	"example.com/kinds/buffered"
	"example.com/kinds/copied"
	"example.com/kinds/decoded"
	"example.com/kinds/echolike"
	"example.com/kinds/ginlike"
	"example.com/kinds/late"
	"example.com/kinds/named"
	"example.com/kinds/picture"
	"example.com/kinds/uploaded"
)

func main() {
	http.HandleFunc("/decoded", decoded.Decoded)
	http.HandleFunc("/uploaded", uploaded.Uploaded)
	http.HandleFunc("/buffered", buffered.Buffered)
	http.HandleFunc("/copied", copied.Copied)
	http.HandleFunc("/named", named.Named)
	http.HandleFunc("/late", late.Late)
	http.HandleFunc("/picture", picture.Picture)
	gin.Default().POST("/", ginlike.Handler)
	echo.New().POST("/", echolike.Handler)
	_ = http.ListenAndServe(":8080", nil)
}
