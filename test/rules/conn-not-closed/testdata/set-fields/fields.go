package fields

import (
	"errors"
	"net"
	"text/template"
)

var errNotReady = errors.New("not ready")

type printer struct {
	page    *template.Template
	address string
}

func newPrinter(text string) (*printer, error) {
	page, err := template.New("page").Parse(text)
	if err != nil {
		return nil, err
	}
	return &printer{page: page, address: "printer:9100"}, nil
}

// The template is there wherever a printer is.
func (p *printer) print() error {
	conn, err := net.Dial("tcp", p.address) // want conn-not-closed info low
	if err != nil {
		return err
	}
	if p.page == nil {
		return errNotReady
	}
	defer conn.Close()
	return p.page.Execute(conn, nil)
}

type plotter struct {
	page    *template.Template
	address string
}

func newPlotter(page *template.Template) *plotter {
	return &plotter{page: page, address: "plotter:9100"}
}

// Who makes a plotter may give it no template.
func (p *plotter) plot() error {
	conn, err := net.Dial("tcp", p.address) // want conn-not-closed warning high
	if err != nil {
		return err
	}
	if p.page == nil {
		return errNotReady
	}
	defer conn.Close()
	return p.page.Execute(conn, nil)
}

type scanner struct {
	page    *template.Template
	address string
}

func newScanner() *scanner {
	return &scanner{page: template.New("scan"), address: "scanner:9100"}
}

func (s *scanner) reset() { s.page = nil }

// A scanner that was reset has no template.
func (s *scanner) scan() error {
	conn, err := net.Dial("tcp", s.address) // want conn-not-closed warning high
	if err != nil {
		return err
	}
	if s.page == nil {
		return errNotReady
	}
	defer conn.Close()
	return s.page.Execute(conn, nil)
}

type sender struct {
	page    *template.Template
	address string
}

func newSender() *sender {
	return &sender{page: template.New("fax"), address: "fax:9100"}
}

func emptySender() *sender { return &sender{address: "fax:9100"} }

// One of the two that make a sender leaves the template out.
func (s *sender) send() error {
	conn, err := net.Dial("tcp", s.address) // want conn-not-closed warning high
	if err != nil {
		return err
	}
	if s.page == nil {
		return errNotReady
	}
	defer conn.Close()
	return s.page.Execute(conn, nil)
}
