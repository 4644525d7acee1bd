package main

import (
	"crypto/tls"
	"flag"
	"log"
	"net"
	"net/http"
	"net/http/pprof"
	"os"
	"time"

	"github.com/gin-gonic/gin"
)

var (
	profile = flag.Bool("pprof", false, "serve profiles")
	address = flag.String("pprof-address", "", "where to serve profiles")
	local   = flag.String("debug-address", "localhost:6060", "where to serve profiles")
)

func main() {
	flag.Parse()
	mux := http.NewServeMux()
	if *profile {
		// somebody turned it on
		mux.HandleFunc("/debug/pprof/", pprof.Index)
		go func() { log.Println(http.ListenAndServe(":6061", nil)) }()
	}
	if *address != "" {
		go func() { log.Println(http.ListenAndServe(*address, nil)) }()
	}
	go func() { log.Println(http.ListenAndServe(*local, nil)) }()
	go func() { log.Println(http.ListenAndServe("127.0.0.1:6062", nil)) }()
	// whoever runs the program says where
	go func() { log.Println(http.ListenAndServe(os.Getenv("DEBUG_ADDRESS"), nil)) }()
	go serveUnix()
	go serveAuthenticated()
	go serveWithCertificates()
	go serveGin()
	go serveGinForMembers()
	log.Fatal(http.ListenAndServe(":8080", mux))
}

func serveUnix() {
	l, err := net.Listen("unix", "/run/debug.sock")
	if err != nil {
		log.Fatal(err)
	}
	log.Println(http.Serve(l, nil))
}

// withPassword asks who it is.
func withPassword(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, password, ok := r.BasicAuth(); !ok || password != os.Getenv("DEBUG_PASSWORD") {
			http.Error(w, "who are you?", http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func serveAuthenticated() {
	log.Println(http.ListenAndServe(":6063", withPassword(http.DefaultServeMux)))
}

// Only clients with a certificate get in.
func serveWithCertificates() {
	srv := &http.Server{
		Addr:              ":6064",
		ReadHeaderTimeout: time.Second,
		TLSConfig:         &tls.Config{ClientAuth: tls.RequireAndVerifyClientCert},
	}
	log.Println(srv.ListenAndServeTLS("cert.pem", "key.pem"))
}

func serveGin() {
	r := gin.New()
	// the group asks who it is
	admin := r.Group("/admin", gin.BasicAuth(gin.Accounts{"admin": os.Getenv("DEBUG_PASSWORD")}))
	admin.GET("/debug/pprof/", gin.WrapF(pprof.Index))
	r.GET("/debug/pprof/heap", gin.BasicAuth(nil), gin.WrapH(pprof.Handler("heap")))
	log.Println(r.Run(":6065"))
}

func serveGinForMembers() {
	r := gin.New()
	r.Use(gin.BasicAuth(gin.Accounts{"admin": os.Getenv("DEBUG_PASSWORD")}))
	r.GET("/debug/pprof/", gin.WrapF(pprof.Index))
	log.Println(r.Run(":6066"))
}
