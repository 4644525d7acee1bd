package options

import (
	"crypto/tls"
	"net/http"
)

type dialer struct{ transport *http.Transport }

// Option changes a dialer before it is used.
type Option func(*dialer)

// Lax is asked for by name.
func Lax() Option {
	return func(d *dialer) {
		config := d.transport.TLSClientConfig
		if config == nil {
			config = &tls.Config{}
			d.transport.TLSClientConfig = config
		}
		config.InsecureSkipVerify = true // want tls-insecure-skip-verify info low
	}
}

// New makes a client of its options.
func New(options ...Option) *http.Client {
	d := &dialer{transport: http.DefaultTransport.(*http.Transport).Clone()}
	for _, option := range options {
		option(d)
	}
	return &http.Client{Transport: d.transport}
}

func fetch(url string) (*http.Response, error) { return New(Lax()).Get(url) }

type page struct {
	body func(string) (*http.Response, error)
}

// Show is no option: it sets nothing that it is given.
func Show() func(*page) {
	return func(p *page) {
		transport := http.DefaultTransport.(*http.Transport).Clone()
		transport.TLSClientConfig = &tls.Config{InsecureSkipVerify: true} // want tls-insecure-skip-verify warning high
		client := &http.Client{Transport: transport}
		p.body = client.Get
	}
}

func main() {
	_, _ = fetch("https://example.org/")
	Show()(&page{})
}
