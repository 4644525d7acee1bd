package main

import (
	"crypto/tls"
	"errors"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/credentials/insecure"
)

// It does not start.
func closed(mux *http.ServeMux) error {
	cert, err := tls.LoadX509KeyPair("tls.crt", "tls.key")
	if err != nil {
		return fmt.Errorf("refusing to start without a certificate: %w", err)
	}
	srv := &http.Server{Addr: ":8443", Handler: mux, TLSConfig: &tls.Config{Certificates: []tls.Certificate{cert}}}
	return srv.ListenAndServeTLS("", "")
}

// The redirect listens beside it; nothing has failed.
func redirecting(mux *http.ServeMux) error {
	go func() {
		_ = http.ListenAndServe(":80", http.RedirectHandler("https://example.com/", http.StatusMovedPermanently))
	}()
	return http.ListenAndServeTLS(":443", "tls.crt", "tls.key", mux)
}

// TLS is an option.
func option(mux *http.ServeMux, certFile, keyFile string) error {
	if certFile != "" {
		return http.ListenAndServeTLS(":8443", certFile, keyFile, mux)
	}
	return http.ListenAndServe(":8080", mux)
}

// The files say whether it is wanted: nothing has failed.
func present(mux *http.ServeMux) error {
	if _, err := os.Stat("tls.crt"); err != nil {
		return http.ListenAndServe(":8080", mux)
	}
	return http.ListenAndServeTLS(":8443", "tls.crt", "tls.key", mux)
}

// Somebody said that it may.
func allowed(mux *http.ServeMux, allowPlain bool) error {
	if err := http.ListenAndServeTLS(":8443", "tls.crt", "tls.key", mux); err != nil {
		if !allowPlain {
			return err
		}
		return http.ListenAndServe(":8443", mux)
	}
	return nil
}

// Only this machine reaches it: a page that tells what is wrong.
func local(mux *http.ServeMux) error {
	if err := http.ListenAndServeTLS(":8443", "tls.crt", "tls.key", mux); err != nil {
		return http.ListenAndServe("127.0.0.1:8443", mux)
	}
	return nil
}

func localServer(mux *http.ServeMux) error {
	srv := &http.Server{Addr: "localhost:8080", Handler: mux}
	if _, err := tls.LoadX509KeyPair("tls.crt", "tls.key"); err != nil {
		return srv.ListenAndServe()
	}
	return errors.New("unreachable")
}

// The server has ended; the next one is another matter.
func both(mux, metrics *http.ServeMux) {
	go func() {
		if err := http.ListenAndServeTLS(":8443", "tls.crt", "tls.key", mux); err != nil {
			log.Print(err)
		}
	}()
	_ = http.ListenAndServe(":9090", metrics)
}

// A certificate of its own takes the place of the one that does not load.
func selfSigned(mux *http.ServeMux, make func() (tls.Certificate, error)) error {
	cert, err := tls.LoadX509KeyPair("tls.crt", "tls.key")
	if err != nil {
		cert, err = make()
		if err != nil {
			return err
		}
	}
	l, err := net.Listen("tcp", ":8443")
	if err != nil {
		return err
	}
	return http.Serve(tls.NewListener(l, &tls.Config{Certificates: []tls.Certificate{cert}}), mux)
}

// It ends when the certificate does not load.
func strict(certFile, keyFile string) *grpc.Server {
	var opts []grpc.ServerOption
	if certFile != "" {
		creds, err := credentials.NewServerTLSFromFile(certFile, keyFile)
		if err != nil {
			log.Fatalf("failed to load TLS credentials: %v", err)
		}
		opts = append(opts, grpc.Creds(creds))
	}
	return grpc.NewServer(opts...)
}

// Other credentials take their place.
func other(certFile, keyFile string, spare credentials.TransportCredentials) *grpc.Server {
	var opts []grpc.ServerOption
	creds, err := credentials.NewServerTLSFromFile(certFile, keyFile)
	if err != nil {
		opts = append(opts, grpc.Creds(spare))
	} else {
		opts = append(opts, grpc.Creds(creds))
	}
	return grpc.NewServer(opts...)
}

func dial(caFile string) (*grpc.ClientConn, error) {
	creds := insecure.NewCredentials()
	if caFile != "" {
		var err error
		creds, err = credentials.NewClientTLSFromFile(caFile, "")
		if err != nil {
			return nil, err
		}
	}
	return grpc.NewClient("orders:443", grpc.WithTransportCredentials(creds))
}

func main() {
	mux := http.NewServeMux()
	redirects := redirecting
	_ = redirects(mux)
	_ = closed(mux)
	_ = option(mux, "", "")
	_ = present(mux)
	_ = allowed(mux, len(os.Args) > 1)
	_ = local(mux)
	_ = localServer(mux)
	both(mux, mux)
	_ = selfSigned(mux, nil)
	_ = strict("", "")
	_ = other("", "", nil)
	_, _ = dial("")
}
