package main

import (
	"log"
	"net"
	"net/http"
	"os"
)

func helper(mux *http.ServeMux) {
	log.Fatal(http.ListenAndServe(":8080", mux)) // want http-server-no-timeouts
}

func defaultMux() error {
	return http.ListenAndServe("0.0.0.0:8080", nil) // want http-server-no-timeouts
}

func helperTLS(mux *http.ServeMux) {
	if err := http.ListenAndServeTLS(":8443", "cert.pem", "key.pem", mux); err != nil { // want http-server-no-timeouts
		log.Print(err)
	}
}

func serve(mux *http.ServeMux) error {
	l, err := net.Listen("tcp", ":8080")
	if err != nil {
		return err
	}
	return http.Serve(l, mux) // want http-server-no-timeouts
}

func serveTLS(mux *http.ServeMux) error {
	l, err := net.Listen("tcp", ":8080")
	if err != nil {
		return err
	}
	return http.ServeTLS(l, mux, "cert.pem", "key.pem") // want http-server-no-timeouts
}

func literal(mux *http.ServeMux) error {
	srv := &http.Server{ // want http-server-no-timeouts
		Addr:    ":8080",
		Handler: mux, // the public routes
	}
	go func() {
		if err := srv.ListenAndServe(); err != nil {
			log.Print(err)
		}
	}()
	return nil
}

func oneLine(mux *http.ServeMux) error {
	srv := http.Server{Addr: os.Getenv("ADDR"), Handler: mux} // want http-server-no-timeouts
	return srv.ListenAndServe()
}

func empty() error {
	srv := &http.Server{} // want http-server-no-timeouts
	return srv.ListenAndServe()
}

func main() {
	mux := http.NewServeMux()
	for _, run := range []func(*http.ServeMux) error{serve, serveTLS, literal, oneLine} {
		if err := run(mux); err != nil {
			log.Print(err)
		}
	}
	helper(mux)
	helperTLS(mux)
	log.Print(defaultMux(), empty())
	log.Print(makeProxy(mux))
}

type proxy struct {
	server   *http.Server
	listener net.Listener
}

// The listener in the field is on every interface.
func makeProxy(mux *http.ServeMux) (p *proxy, err error) {
	p = &proxy{}
	p.server = &http.Server{Handler: mux} // want http-server-no-timeouts
	p.listener, err = net.Listen("tcp", ":0")
	if err != nil {
		return nil, err
	}
	go p.server.Serve(p.listener)
	return p, nil
}
