package basic

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"
)

// A client of the package, used by a handler.
var client = &http.Client{
	Timeout: 5 * time.Second,
	Transport: &http.Transport{ // want http-idle-conns-pin-ip
		DialContext:         (&net.Dialer{Timeout: 2 * time.Second}).DialContext,
		TLSHandshakeTimeout: 5 * time.Second,
	},
}

func cart(w http.ResponseWriter, r *http.Request) {
	resp, err := client.Get("http://cart.shop.svc.cluster.local:8080/carts/" + r.PathValue("id"))
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer resp.Body.Close()
	_, _ = io.Copy(w, resp.Body)
}

// A client in a struct; the limit is set to none by name.
type prices struct {
	http *http.Client
}

func newPrices() *prices {
	dialer := &net.Dialer{Timeout: 2 * time.Second}
	transport := &http.Transport{ // want http-idle-conns-pin-ip
		Proxy:           http.ProxyFromEnvironment,
		DialContext:     dialer.DialContext,
		IdleConnTimeout: 0,
	}
	return &prices{http: &http.Client{Transport: transport, Timeout: time.Second}}
}

func (p *prices) Get(ctx context.Context, id int) (int, error) {
	url := fmt.Sprintf("http://prices.shop.svc/prices/%d", id)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return 0, err
	}
	resp, err := p.http.Do(req)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	var price int
	_, err = fmt.Fscan(resp.Body, &price)
	return price, err
}

// Requests of a loop, to a service of Consul.
func poll(seen func(int)) {
	stock := &http.Client{
		Timeout: time.Second,
		Transport: &http.Transport{ // want http-idle-conns-pin-ip
			TLSHandshakeTimeout: time.Second,
		},
	}
	for range time.Tick(5 * time.Minute) {
		resp, err := stock.Get("https://stock.service.dc1.consul:8443/levels")
		if err != nil {
			continue
		}
		if _, err := io.Copy(io.Discard, resp.Body); err == nil {
			seen(resp.StatusCode)
		}
		resp.Body.Close()
	}
}
