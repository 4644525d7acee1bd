package page

import "net/http"

// Page shows what it is made for, on servers of its own where it has an address for them.
type Page struct {
	name    string
	address string
	admin   string
	open    string
}

// New makes a page; nothing gives it an address.
func New(name string) *Page { return &Page{name: name, admin: ":9090"} }

// SetAddress is called by nobody.
func (p *Page) SetAddress(address string) { p.address = address }

// Open is called by main.
func (p *Page) Open(address string) { p.open = address }

// Serve never starts one: the address stays empty.
func (p *Page) Serve() {
	if p.address != "" {
		go http.ListenAndServe(p.address, nil) // want http-server-no-timeouts info low
	}
	if len(p.address) > 0 && p.name != "" {
		go http.ListenAndServe(p.address, nil) // want http-server-no-timeouts info low
	}
	if p.address == "" {
		go http.ListenAndServe(":8080", nil) // want http-server-no-timeouts
	}
}

// ServeAdmin has what the literal gives.
func (p *Page) ServeAdmin() {
	if p.admin != "" {
		go http.ListenAndServe(p.admin, nil) // want http-server-no-timeouts
	}
}

// ServeOpen has what main gives.
func (p *Page) ServeOpen() {
	if p.open != "" {
		go http.ListenAndServe(p.open, nil) // want http-server-no-timeouts
	}
}
