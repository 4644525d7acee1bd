package main

import (
	"crypto/tls"
	"log"
	"net"
	"net/http"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/credentials/insecure"
)

// The server that fails to start with TLS starts without.
func serve(srv *http.Server, certFile, keyFile string) error {
	if err := srv.ListenAndServeTLS(certFile, keyFile); err != nil {
		log.Printf("no TLS: %v", err)
		return srv.ListenAndServe() // want tls-plaintext-fallback warning high
	}
	return nil
}

// So does the one whose certificate does not load, in a goroutine and in the other branch.
func start(mux *http.ServeMux, certFile, keyFile string) {
	cert, err := tls.LoadX509KeyPair(certFile, keyFile)
	if err == nil {
		srv := &http.Server{Addr: ":8443", Handler: mux, TLSConfig: &tls.Config{Certificates: []tls.Certificate{cert}}}
		go func() { _ = srv.ListenAndServeTLS("", "") }()
	} else {
		go func() {
			_ = http.ListenAndServe(":8443", mux) // want tls-plaintext-fallback warning high
		}()
	}
}

// The error is logged, and the option is left out.
func withGRPC(certFile, keyFile string) *grpc.Server {
	var opts []grpc.ServerOption
	creds, err := credentials.NewServerTLSFromFile(certFile, keyFile)
	if err != nil {
		log.Printf("failed to load TLS credentials: %v", err)
	} else {
		opts = append(opts, grpc.Creds(creds))
	}
	return grpc.NewServer(opts...) // want tls-plaintext-fallback warning high
}

// So is TLS over a listener.
func listener(mux http.Handler, certFile, keyFile string) error {
	l, err := net.Listen("tcp", ":8443")
	if err != nil {
		return err
	}
	cert, err := tls.LoadX509KeyPair(certFile, keyFile)
	if err == nil {
		l = tls.NewListener(l, &tls.Config{Certificates: []tls.Certificate{cert}})
	}
	return http.Serve(l, mux) // want tls-plaintext-fallback warning high
}

func listen(addr string, config *tls.Config) (net.Listener, error) {
	l, err := tls.Listen("tcp", addr, config)
	if err != nil {
		return net.Listen("tcp", addr) // want tls-plaintext-fallback warning high
	}
	return l, nil
}

// The client sends its tokens in clear.
func dial(caFile string) (*grpc.ClientConn, error) {
	creds, err := credentials.NewClientTLSFromFile(caFile, "")
	if err != nil {
		creds = insecure.NewCredentials() // want tls-plaintext-fallback warning high
	}
	return grpc.NewClient("orders:443", grpc.WithTransportCredentials(creds))
}

func main() {
	mux := http.NewServeMux()
	start(mux, "tls.crt", "tls.key")
	_ = listener(mux, "tls.crt", "tls.key")
	_, _ = listen(":9443", nil)
	_, _ = dial("ca.pem")
	_ = withGRPC("tls.crt", "tls.key")
	_ = serve(&http.Server{Handler: mux}, "tls.crt", "tls.key")
}
