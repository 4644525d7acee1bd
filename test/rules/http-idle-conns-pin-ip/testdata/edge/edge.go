package edge

import (
	"net/http"
	"time"
)

// Some name: its addresses may be steady, and its server may close idle connections by itself.
var named = &http.Client{
	Transport: &http.Transport{ // want http-idle-conns-pin-ip
		TLSHandshakeTimeout: time.Second,
	},
}

func rates(w http.ResponseWriter, _ *http.Request) {
	resp, err := named.Get("https://rates.example.com/latest")
	if err != nil {
		return
	}
	defer resp.Body.Close()
	w.WriteHeader(resp.StatusCode)
}

// The configuration says which host it is.
type gateway struct {
	upstream string
	client   *http.Client
}

func newGateway(upstream string) *gateway {
	transport := &http.Transport{ // want http-idle-conns-pin-ip
		TLSHandshakeTimeout: time.Second,
	}
	return &gateway{upstream: upstream, client: &http.Client{Transport: transport}}
}

func (g *gateway) forward(w http.ResponseWriter, r *http.Request) {
	resp, err := g.client.Get(g.upstream + r.URL.Path)
	if err != nil {
		return
	}
	defer resp.Body.Close()
	w.WriteHeader(resp.StatusCode)
}

// Whoever gets the transport may set a limit.
func tuned(tune func(http.RoundTripper)) http.HandlerFunc {
	transport := &http.Transport{ // want http-idle-conns-pin-ip
		TLSHandshakeTimeout: time.Second,
	}
	tune(transport)
	client := &http.Client{Transport: transport}
	return func(w http.ResponseWriter, _ *http.Request) {
		resp, err := client.Get("http://cart.shop.svc/")
		if err != nil {
			return
		}
		defer resp.Body.Close()
		w.WriteHeader(resp.StatusCode)
	}
}
