package main

import (
	"log"
	"net/http"
	_ "net/http/pprof"
	"time"
)

// Nothing but the profiles is on the default mux; the public server has one of its own.
func main() {
	go func() {
		log.Println(http.ListenAndServe("0.0.0.0:6060", nil)) // want pprof-exposed warning high
	}()
	go serveDebug()
	mux := http.NewServeMux()
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusNoContent) })
	log.Fatal(http.ListenAndServe(":8080", mux))
}

func serveDebug() {
	debug := &http.Server{Addr: ":6061", Handler: http.DefaultServeMux, ReadHeaderTimeout: time.Second} // want pprof-exposed warning high
	log.Println(debug.ListenAndServe())
}
