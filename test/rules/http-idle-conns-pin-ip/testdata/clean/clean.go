package clean

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/url"
	"time"
)

const cart = "http://cart.shop.svc.cluster.local/"

func send(client *http.Client, address string, w http.ResponseWriter) {
	resp, err := client.Get(address)
	if err != nil {
		return
	}
	defer resp.Body.Close()
	_, _ = io.Copy(w, resp.Body)
}

// A limit.
var limited = &http.Client{Transport: &http.Transport{
	TLSHandshakeTimeout: time.Second,
	IdleConnTimeout:     30 * time.Second,
}}

func limitedHandler(w http.ResponseWriter, _ *http.Request) { send(limited, cart, w) }

// The limit comes from a clone.
var cloned = &http.Client{Transport: http.DefaultTransport.(*http.Transport).Clone()}

func clonedHandler(w http.ResponseWriter, _ *http.Request) { send(cloned, cart, w) }

// A limit that is set later.
func newLater() *http.Client {
	transport := &http.Transport{TLSHandshakeTimeout: time.Second}
	transport.IdleConnTimeout = time.Minute
	return &http.Client{Transport: transport}
}

var later = newLater()

func laterHandler(w http.ResponseWriter, _ *http.Request) { send(later, cart, w) }

// No connection is kept.
var alone = &http.Client{Transport: &http.Transport{
	TLSHandshakeTimeout: time.Second,
	DisableKeepAlives:   true,
}}

func aloneHandler(w http.ResponseWriter, _ *http.Request) { send(alone, cart, w) }

// What is idle is closed from time to time.
var renewed = &http.Client{Transport: &http.Transport{TLSHandshakeTimeout: time.Second}}

func renew() {
	for range time.Tick(time.Minute) {
		renewed.CloseIdleConnections()
	}
}

func renewedHandler(w http.ResponseWriter, _ *http.Request) {
	resp, err := renewed.Get(cart)
	if err != nil {
		return
	}
	defer resp.Body.Close()
	_, _ = io.Copy(w, resp.Body)
}

// An address and this machine: no name is looked up.
var local = &http.Client{Transport: &http.Transport{TLSHandshakeTimeout: time.Second}}

func localHandler(w http.ResponseWriter, _ *http.Request) {
	for _, port := range []string{"8080", "8081"} {
		resp, err := local.Get("http://127.0.0.1:" + port + "/")
		if err != nil {
			return
		}
		_, _ = io.Copy(w, resp.Body)
		resp.Body.Close()
	}
	resp, err := local.Get("http://localhost:9090/")
	if err != nil {
		return
	}
	_, _ = io.Copy(w, resp.Body)
	resp.Body.Close()
}

// It dials a socket, whatever the URL says.
var socket = &http.Client{Transport: &http.Transport{
	DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		var dialer net.Dialer
		return dialer.DialContext(ctx, "unix", "/run/cart.sock")
	},
}}

func socketHandler(w http.ResponseWriter, _ *http.Request) {
	resp, err := socket.Get("http://cart.shop.svc/")
	if err != nil {
		return
	}
	defer resp.Body.Close()
	_, _ = io.Copy(w, resp.Body)
}

// The proxy looks the name up.
var proxied = &http.Client{Transport: &http.Transport{
	Proxy:               http.ProxyURL(&url.URL{Scheme: "http", Host: "10.0.0.1:3128"}),
	TLSHandshakeTimeout: time.Second,
}}

func proxiedHandler(w http.ResponseWriter, _ *http.Request) {
	resp, err := proxied.Get(cart)
	if err != nil {
		return
	}
	defer resp.Body.Close()
	_, _ = io.Copy(w, resp.Body)
}

// The connection ends with each answer.
var once = &http.Client{Transport: &http.Transport{TLSHandshakeTimeout: time.Second}}

func onceHandler(w http.ResponseWriter, r *http.Request) {
	req, err := http.NewRequestWithContext(r.Context(), http.MethodGet, cart, nil)
	if err != nil {
		return
	}
	req.Close = true
	resp, err := once.Do(req)
	if err != nil {
		return
	}
	defer resp.Body.Close()
	_, _ = io.Copy(w, resp.Body)
}

// Nobody asks again.
func ready() error {
	client := &http.Client{Transport: &http.Transport{TLSHandshakeTimeout: time.Second}}
	resp, err := client.Get(cart)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// Without any limit it has more faults than this one (http-transport-zero-value).
var bare = &http.Client{Transport: &http.Transport{}}

func bareHandler(w http.ResponseWriter, _ *http.Request) {
	resp, err := bare.Get(cart)
	if err != nil {
		return
	}
	defer resp.Body.Close()
	_, _ = io.Copy(w, resp.Body)
}

// By Go 1.26 a connection whose answer is closed unread is not kept.
var unread = &http.Client{Transport: &http.Transport{TLSHandshakeTimeout: time.Second}}

func unreadHandler(w http.ResponseWriter, _ *http.Request) {
	resp, err := unread.Get(cart)
	if err != nil {
		return
	}
	defer resp.Body.Close()
	w.WriteHeader(resp.StatusCode)
}

// By default it asks the agent on its own machine.
type agent struct {
	URL    string
	client *http.Client
}

func newAgent(address string) *agent {
	a := &agent{URL: address, client: &http.Client{Transport: &http.Transport{TLSHandshakeTimeout: time.Second}}}
	if a.URL == "" {
		a.URL = "http://127.0.0.1:8500"
	}
	return a
}

func (a *agent) metrics(w http.ResponseWriter, _ *http.Request) {
	a.load(a.URL+"/metrics", w)
}

func (a *agent) load(address string, w io.Writer) {
	resp, err := a.client.Get(address)
	if err != nil {
		return
	}
	defer resp.Body.Close()
	_, _ = io.Copy(w, resp.Body)
}
