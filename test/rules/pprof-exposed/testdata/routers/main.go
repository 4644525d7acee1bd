package main

import (
	"log"
	"net/http"
	"net/http/pprof"

	"github.com/gin-gonic/gin"
	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
	"github.com/gorilla/mux"
)

func runGin() error {
	r := gin.New()
	r.Use(gin.Recovery())
	r.GET("/debug/pprof/", gin.WrapF(pprof.Index))
	return r.Run(":8080") // want pprof-exposed warning high
}

func runChi() error {
	r := chi.NewRouter()
	r.Use(middleware.Recoverer)
	r.Mount("/debug", middleware.Profiler())
	return http.ListenAndServe(":8081", r) // want pprof-exposed warning high
}

func runGorilla() error {
	r := mux.NewRouter()
	r.PathPrefix("/debug/pprof/").Handler(http.DefaultServeMux)
	return http.ListenAndServe(":8082", r) // want pprof-exposed warning high
}

func runConverted() error {
	m := http.NewServeMux()
	m.Handle("/debug/pprof/profile", http.HandlerFunc(pprof.Profile))
	return http.ListenAndServe(":8083", m) // want pprof-exposed warning high
}

func main() {
	go func() { log.Println(runGin()) }()
	go func() { log.Println(runChi()) }()
	go func() { log.Println(runGorilla()) }()
	log.Fatal(runConverted())
}
