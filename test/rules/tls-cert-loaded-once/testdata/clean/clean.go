package main

import (
	"crypto/tls"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
)

// reloader reads the files again when they have changed.
type reloader struct {
	certFile, keyFile string
	current           atomic.Pointer[tls.Certificate]
}

func (r *reloader) reload() error {
	cert, err := tls.LoadX509KeyPair(r.certFile, r.keyFile)
	if err != nil {
		return err
	}
	r.current.Store(&cert)
	return nil
}

func (r *reloader) get(*tls.ClientHelloInfo) (*tls.Certificate, error) { return r.current.Load(), nil }

func (r *reloader) run() {
	for range time.Tick(time.Minute) {
		if err := r.reload(); err != nil {
			log.Print(err)
		}
	}
}

func main() {
	r := &reloader{certFile: "tls.crt", keyFile: "tls.key"}
	if err := r.reload(); err != nil {
		log.Fatal(err)
	}
	go r.run()
	go runFallback(r)
	go runPerClient()
	go runLocal()
	go runRestarted()
	call()
	srv := &http.Server{Addr: ":8443", TLSConfig: &tls.Config{GetCertificate: r.get}}
	log.Fatal(srv.ListenAndServeTLS("", ""))
}

// The first certificate is for clients that name no server; the others get the current one.
func runFallback(r *reloader) {
	cert, err := tls.LoadX509KeyPair("tls.crt", "tls.key")
	if err != nil {
		log.Fatal(err)
	}
	config := &tls.Config{Certificates: []tls.Certificate{cert}}
	config.GetCertificate = r.get
	srv := &http.Server{Addr: ":9443", TLSConfig: config}
	log.Fatal(srv.ListenAndServeTLS("tls.crt", "tls.key"))
}

func runPerClient() {
	srv := &http.Server{Addr: ":10443", TLSConfig: &tls.Config{
		GetConfigForClient: func(*tls.ClientHelloInfo) (*tls.Config, error) {
			cert, err := tls.LoadX509KeyPair("tls.crt", "tls.key")
			return &tls.Config{Certificates: []tls.Certificate{cert}}, err
		},
	}}
	log.Fatal(srv.ListenAndServeTLS("", ""))
}

// Only this machine connects.
func runLocal() {
	log.Fatal(http.ListenAndServeTLS("127.0.0.1:8443", "tls.crt", "tls.key", nil))
}

// A signal starts it anew with the files as they are then.
func runRestarted() {
	hup := make(chan os.Signal, 1)
	signal.Notify(hup, syscall.SIGHUP)
	for {
		srv := &http.Server{Addr: ":11443"}
		go func() { _ = srv.ListenAndServeTLS("tls.crt", "tls.key") }()
		<-hup
		_ = srv.Close()
	}
}

// A client presents a certificate of its own.
func call() {
	cert, err := tls.LoadX509KeyPair("client.crt", "client.key")
	if err != nil {
		log.Fatal(err)
	}
	client := &http.Client{Timeout: time.Second, Transport: &http.Transport{
		TLSClientConfig: &tls.Config{Certificates: []tls.Certificate{cert}},
	}}
	resp, err := client.Get("https://orders:8443/")
	if err == nil {
		_ = resp.Body.Close()
	}
}

// Only programs of this machine connect.
func local(port int) error {
	creds, err := credentials.NewServerTLSFromFile("tls.crt", "tls.key")
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", fmt.Sprintf("localhost:%d", port))
	if err != nil {
		return err
	}
	return grpc.NewServer(grpc.Creds(creds)).Serve(listener)
}
