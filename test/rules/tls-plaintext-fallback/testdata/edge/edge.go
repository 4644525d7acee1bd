package main

import (
	"crypto/tls"
	"errors"
	"io/fs"
	"log"
	"net/http"

	"github.com/gin-gonic/gin"
)

// What fails is a function of the program, or what serves.
func loadConfig(certFile, keyFile string) (*tls.Config, error) {
	cert, err := tls.LoadX509KeyPair(certFile, keyFile)
	if err != nil {
		return nil, err
	}
	return &tls.Config{Certificates: []tls.Certificate{cert}}, nil
}

func plain(mux *http.ServeMux) error {
	srv := &http.Server{Addr: ":8443", Handler: mux}
	return srv.ListenAndServe()
}

func run(mux *http.ServeMux) error {
	config, err := loadConfig("tls.crt", "tls.key")
	if err != nil {
		log.Print(err)
		return http.ListenAndServe(":8443", mux) // want tls-plaintext-fallback info medium
	}
	srv := &http.Server{Addr: ":8443", Handler: mux, TLSConfig: config}
	return srv.ListenAndServeTLS("", "")
}

func runPlain(mux *http.ServeMux) error {
	if err := http.ListenAndServeTLS(":8443", "tls.crt", "tls.key", mux); err != nil {
		return plain(mux) // want tls-plaintext-fallback warning high
	}
	return nil
}

// No file may mean that nobody wants TLS.
func optional(mux *http.ServeMux) error {
	err := http.ListenAndServeTLS(":8443", "tls.crt", "tls.key", mux)
	if errors.Is(err, fs.ErrNotExist) {
		return http.ListenAndServe(":8443", mux) // want tls-plaintext-fallback info medium
	}
	return err
}

// The same in two steps.
func narrowed(r *gin.Engine) error {
	if err := r.RunTLS(":8443", "tls.crt", "tls.key"); err != nil {
		if errors.Is(err, http.ErrServerClosed) {
			return nil
		}
		return r.Run(":8443") // want tls-plaintext-fallback info medium
	}
	return nil
}

func main() {
	mux := http.NewServeMux()
	_ = run(mux)
	_ = runPlain(mux)
	_ = optional(mux)
	_ = narrowed(gin.New())
}
