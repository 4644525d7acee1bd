package edge

import (
	"encoding/json"
	"io"
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/labstack/echo/v4"
)

// A helper reads for handlers: the writer is not at hand, so there is no edit.
func decode(r *http.Request, v any) error {
	decoder := json.NewDecoder(r.Body)
	decoder.DisallowUnknownFields()
	return decoder.Decode(v) // want http-unbounded-body-read
}

func create(w http.ResponseWriter, r *http.Request) {
	var name string
	if err := decode(r, &name); err != nil {
		w.WriteHeader(http.StatusBadRequest)
	}
}

// The body and the request through variables.
func named(w http.ResponseWriter, r *http.Request) {
	request := r.WithContext(r.Context())
	body := request.Body
	defer body.Close()
	data, _ := io.ReadAll(body) // want http-unbounded-body-read
	_, _ = w.Write(data)
}

func ginHandler(c *gin.Context) {
	data, err := io.ReadAll(c.Request.Body) // want http-unbounded-body-read
	if err == nil {
		c.Data(http.StatusOK, "text/plain", data)
	}
}

func echoHandler(c echo.Context) error {
	data, err := io.ReadAll(c.Request().Body) // want http-unbounded-body-read
	if err != nil {
		return err
	}
	return c.Blob(http.StatusOK, "text/plain", data)
}

// The limit comes after the read.
func late(w http.ResponseWriter, r *http.Request) {
	data, _ := io.ReadAll(r.Body) // want http-unbounded-body-read
	r.Body = http.MaxBytesReader(w, r.Body, 1<<20)
	_, _ = w.Write(data)
}

// FormFile parses the form with 32 MB in memory and the rest on the disk.
func picture(w http.ResponseWriter, r *http.Request) {
	file, _, err := r.FormFile("picture") // want http-unbounded-body-read
	if err != nil {
		return
	}
	defer file.Close()
	_, _ = io.Copy(w, file)
}

// A limit in one handler says nothing of the others.
func limited(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 1<<20)
	data, _ := io.ReadAll(r.Body)
	_, _ = w.Write(data)
}

func routes() {
	http.HandleFunc("/create", create)
	http.HandleFunc("/named", named)
	http.HandleFunc("/late", late)
	http.HandleFunc("/picture", picture)
	http.HandleFunc("/limited", limited)
	gin.Default().POST("/", ginHandler)
	echo.New().POST("/", echoHandler)
}

// What stands before the next handler reads what the client sends.
func before(hook func(*http.Request) error) func(http.Handler) http.Handler {
	return around(func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		if err := hook(r); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func around(fn func(http.ResponseWriter, *http.Request, http.Handler)) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { fn(w, r, next) })
	}
}

func audited(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet {
			next.ServeHTTP(w, r)
			return
		}
		body, err := io.ReadAll(r.Body) // want http-unbounded-body-read hint medium
		if err != nil || len(body) == 0 {
			http.Error(w, "no body", http.StatusBadRequest)
		}
	})
}
