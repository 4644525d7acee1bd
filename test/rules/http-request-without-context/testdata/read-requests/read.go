// Package read serves requests that it reads from connections by itself.
package read

import (
	"bufio"
	"io"
	"log"
	"net"
	"net/http"
)

type plain struct{ decoy string }

type web struct{ decoy string }

// Accept reads a request, whose context is the background.
func (p *plain) Accept(conn net.Conn) {
	defer conn.Close()
	req, err := http.ReadRequest(bufio.NewReader(conn))
	if err != nil {
		log.Print(err)
		return
	}
	p.answer(conn, req)
}

func (p *plain) answer(conn net.Conn, req *http.Request) {
	if req.Host == "" {
		return
	}
	p.mislead(conn, req.Host, req)
}

func (p *plain) mislead(conn net.Conn, host string, req *http.Request) {
	if req.Method != http.MethodGet {
		return
	}
	resp, err := http.Get(p.decoy) // want http-request-without-context hint low
	if err != nil {
		log.Print(host, err)
		return
	}
	defer resp.Body.Close()
	if err := resp.Write(conn); err != nil {
		log.Print(err)
	}
}

// ServeHTTP gets a request that ends with its client.
func (s *web) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mislead(io.Discard, r)
}

func (s *web) mislead(to io.Writer, r *http.Request) {
	if r.Method != http.MethodGet {
		return
	}
	resp, err := http.Get(s.decoy) // want http-request-without-context info medium
	if err != nil {
		log.Print(err)
		return
	}
	defer resp.Body.Close()
	if err := resp.Write(to); err != nil {
		log.Print(err)
	}
}
