package edge

import (
	"context"
	"io"
	"net/http"
	"sync"
	"time"
)

func discard(resp *http.Response, err error) {
	if err != nil {
		return
	}
	defer resp.Body.Close()
	_, _ = io.Copy(io.Discard, resp.Body)
}

// A copy of the default transport: the fix sets the limit behind it.
func newClient() *http.Client {
	transport := http.DefaultTransport.(*http.Transport).Clone() // want http-idle-conns-per-host-default hint high
	transport.TLSHandshakeTimeout = time.Second
	return &http.Client{Transport: transport, Timeout: 5 * time.Second}
}

// A client made in a function: the fix gives it a copy of the default transport.
func newPlain() *http.Client {
	return &http.Client{Timeout: 5 * time.Second} // want http-idle-conns-per-host-default hint high
}

type gateway struct {
	copied *http.Client
	plain  *http.Client
	addr   string
}

func newGateway(addr string) *gateway {
	return &gateway{copied: newClient(), plain: newPlain(), addr: addr}
}

func (g *gateway) all(w http.ResponseWriter, r *http.Request) {
	var wg sync.WaitGroup
	for _, id := range r.URL.Query()["id"] {
		wg.Add(1)
		go g.one(id, &wg)
	}
	wg.Wait()
}

func (g *gateway) one(id string, wg *sync.WaitGroup) {
	defer wg.Done()
	discard(g.copied.Get("http://carts.internal/" + id))
}

func (g *gateway) limited(w http.ResponseWriter, r *http.Request) {
	tokens := make(chan struct{}, 16)
	var wg sync.WaitGroup
	for _, id := range r.URL.Query()["id"] {
		wg.Add(1)
		tokens <- struct{}{}
		go func() {
			defer func() { <-tokens; wg.Done() }()
			discard(g.plain.Get("http://users.internal/" + id))
		}()
	}
	wg.Wait()
}

// The host comes from the configuration, and is the same for all.
func (g *gateway) configured(w http.ResponseWriter, r *http.Request) {
	var wg sync.WaitGroup
	for _, id := range r.URL.Query()["id"] {
		wg.Add(1)
		go func() { // want http-idle-conns-per-host-default hint medium
			defer wg.Done()
			discard(http.Get("http://" + g.addr + "/items/" + id))
		}()
	}
	wg.Wait()
}

// Every second, and tried again when it fails.
func poll(ctx context.Context, ids []string) {
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		var wg sync.WaitGroup
		for _, id := range ids {
			wg.Add(1)
			go func() { // want http-idle-conns-per-host-default hint medium
				defer wg.Done()
				for attempt := 0; attempt < 3; attempt++ {
					resp, err := http.Get("http://devices.internal/" + id)
					if err == nil {
						_, _ = io.Copy(io.Discard, resp.Body)
						_ = resp.Body.Close()
						return
					}
				}
			}()
		}
		wg.Wait()
	}
}

func Serve(ctx context.Context, addr string, ids []string) {
	g := newGateway(addr)
	http.HandleFunc("/all", g.all)
	http.HandleFunc("/limited", g.limited)
	http.HandleFunc("/configured", g.configured)
	go poll(ctx, ids)
}
