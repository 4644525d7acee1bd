package main

import (
	"crypto/tls"
	"flag"
	"log"
	"net"
	"net/http"

	"github.com/gin-gonic/gin"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
)

func main() {
	certFile := flag.String("cert", "/etc/tls/tls.crt", "certificate")
	keyFile := flag.String("key", "/etc/tls/tls.key", "key")
	flag.Parse()

	go runHelper(*certFile, *keyFile)
	go runServer(*certFile, *keyFile)
	go runListener(*certFile, *keyFile)
	go runGin()
	go runGRPC(*certFile, *keyFile)

	cert, err := tls.LoadX509KeyPair(*certFile, *keyFile) // want tls-cert-loaded-once info high
	if err != nil {
		log.Fatal(err)
	}
	srv := &http.Server{
		Addr: ":8443",
		TLSConfig: &tls.Config{
			Certificates: []tls.Certificate{cert},
			MinVersion:   tls.VersionTLS12,
		},
	}
	log.Fatal(srv.ListenAndServeTLS("", ""))
}

func runHelper(certFile, keyFile string) {
	log.Fatal(http.ListenAndServeTLS(":9443", certFile, keyFile, nil)) // want tls-cert-loaded-once info high
}

func runServer(certFile, keyFile string) {
	srv := &http.Server{Addr: ":10443", TLSConfig: &tls.Config{MinVersion: tls.VersionTLS13}}
	log.Fatal(srv.ListenAndServeTLS(certFile, keyFile)) // want tls-cert-loaded-once info high
}

func runListener(certFile, keyFile string) {
	cert, err := tls.LoadX509KeyPair(certFile, keyFile) // want tls-cert-loaded-once info high
	if err != nil {
		log.Fatal(err)
	}
	config := &tls.Config{}
	config.Certificates = []tls.Certificate{cert}
	l, err := tls.Listen("tcp", ":11443", config)
	if err != nil {
		log.Fatal(err)
	}
	log.Fatal(http.Serve(l, nil))
}

func runGin() {
	log.Fatal(gin.Default().RunTLS(":12443", "tls.crt", "tls.key")) // want tls-cert-loaded-once info high
}

func runGRPC(certFile, keyFile string) {
	creds, err := credentials.NewServerTLSFromFile(certFile, keyFile) // want tls-cert-loaded-once info high
	if err != nil {
		log.Fatal(err)
	}
	l, err := net.Listen("tcp", ":13443")
	if err != nil {
		log.Fatal(err)
	}
	log.Fatal(grpc.NewServer(grpc.Creds(creds)).Serve(l))
}
