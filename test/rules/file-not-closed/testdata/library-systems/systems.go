package systems

import (
	"io"
	"io/fs"
	"net/http"
	"os"

	"example.net/bundle"
	statik "github.com/rakyll/statik/fs"
)

var pages http.FileSystem

var bundled fs.FS = bundle.Open("site")

var chosen fs.FS = bundle.Open("site")

func init() {
	var err error
	if pages, err = statik.New(); err != nil {
		panic(err)
	}
	if path := os.Getenv("SITE"); path != "" {
		chosen = os.DirFS(path)
	}
}

// Every file of it lies in a map.
func page(w http.ResponseWriter, _ *http.Request) {
	f, err := pages.Open("/index.html")
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	io.Copy(w, f)
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
