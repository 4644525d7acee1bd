package systems

import (
	"embed"
	"io"
	"io/fs"
	"net/http"
	"os"

	"github.com/labstack/echo/v4"
)

//go:embed *.go
var sources embed.FS

var bundled fs.FS = echo.MustSubFS(sources, "site")

var chosen fs.FS = echo.MustSubFS(sources, "site")

func init() {
	if path := os.Getenv("SITE"); path != "" {
		chosen = os.DirFS(path)
	}
}

// What the library has is not known.
func site(w http.ResponseWriter, _ *http.Request) {
	f, err := bundled.Open("index.html") // want file-not-closed hint low
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	io.Copy(w, f)
}

// It may be a folder.
func either(w http.ResponseWriter, _ *http.Request) {
	f, err := chosen.Open("index.html") // want file-not-closed info high
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	io.Copy(w, f)
}
