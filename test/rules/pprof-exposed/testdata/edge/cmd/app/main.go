// Command app imports the profiles in another package, for something else.
package main

import (
	"log"
	"net/http"
	"time"

	"example.com/shop/internal/debug"
)

type app struct {
	mux    *http.ServeMux
	server *http.Server
}

func newApp() *app {
	mux := http.NewServeMux()
	a := &app{mux: mux, server: &http.Server{Addr: ":8080", Handler: mux, ReadHeaderTimeout: time.Second}} // want pprof-exposed warning high
	a.routes()
	return a
}

func (a *app) routes() {
	a.mux.HandleFunc("/orders", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusNoContent) })
	debug.Register(a.mux)
}

func main() {
	go func() {
		// an import of another package has registered them here too
		log.Println(http.ListenAndServe(":9090", nil)) // want pprof-exposed warning high
	}()
	var admin http.Server // want pprof-exposed warning high
	admin.Addr = "10.0.0.1:9091"
	go func() { log.Println(admin.ListenAndServe()) }()
	log.Fatal(newApp().server.ListenAndServe())
}
