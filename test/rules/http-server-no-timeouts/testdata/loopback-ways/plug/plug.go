// Package plug has servers whose options somebody sets by name.
package plug

import (
	"fmt"
	"net/http"

	"example.com/verify/ways/options"
)

// Private listens on this machine unless its option says otherwise.
type Private struct {
	options.Set
	server *http.Server
}

// NewPrivate makes one.
func NewPrivate() *Private {
	p := &Private{}
	p.Add(options.New("private.address", "127.0.0.1", "where it listens"))
	return p
}

// Run serves.
func (p *Private) Run() error {
	host, err := p.Text("private.address")
	if err != nil {
		return err
	}
	p.server = &http.Server{ // want http-server-no-timeouts info low
		Addr:    fmt.Sprintf("%s:%d", host, 8081),
		Handler: http.NewServeMux(),
	}
	return p.server.ListenAndServe()
}

// Shared listens on every interface unless its option says otherwise.
type Shared struct {
	options.Set
	server *http.Server
}

// NewShared makes one.
func NewShared() *Shared {
	s := &Shared{}
	s.Add(options.New("shared.address", "0.0.0.0", "127.0.0.1"))
	return s
}

// Run serves.
func (s *Shared) Run() error {
	host, err := s.Text("shared.address")
	if err != nil {
		return err
	}
	s.server = &http.Server{ // want http-server-no-timeouts warning high
		Addr:    fmt.Sprintf("%s:%d", host, 8082),
		Handler: http.NewServeMux(),
	}
	return s.server.ListenAndServe()
}

// Noted has no default: what stands beside the name elsewhere is none.
type Noted struct {
	options.Set
}

// NewNoted makes one.
func NewNoted(option *options.Option) *Noted {
	n := &Noted{}
	n.Add(option)
	_ = options.Note("noted.address", "127.0.0.1")
	return n
}

// Run serves.
func (n *Noted) Run() error {
	host, err := n.Text("noted.address")
	if err != nil {
		return err
	}
	server := &http.Server{ // want http-server-no-timeouts warning high
		Addr:    fmt.Sprintf("%s:%d", host, 8083),
		Handler: http.NewServeMux(),
	}
	return server.ListenAndServe()
}

// Renewed has another server whenever it starts.
type Renewed struct {
	server *http.Server
	spare  *http.Server
}

// NewRenewed makes one.
func NewRenewed() *Renewed {
	return &Renewed{
		server: &http.Server{}, // want http-server-no-timeouts info low

		spare: &http.Server{}, // want http-server-no-timeouts warning high
	}
}

func (r *Renewed) prepare(address string) error {
	if address == "" {
		return http.ErrAbortHandler
	}
	r.server = &http.Server{ // want http-server-no-timeouts warning high
		Addr:    address,
		Handler: http.NewServeMux(),
	}
	return nil
}

// Run serves, with the spare one beside it.
func (r *Renewed) Run(address string) error {
	if err := r.prepare(address); err != nil {
		return err
	}
	go func() { _ = r.spare.ListenAndServe() }()
	return func() error { return r.server.ListenAndServe() }()
}
