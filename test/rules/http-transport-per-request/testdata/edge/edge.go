package edge

import (
	"context"
	"net"
	"net/http"
	"time"
)

func closed(resp *http.Response, err error) error {
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// Called by a handler.
func ask(url string) error {
	client := &http.Client{Transport: &http.Transport{}, Timeout: time.Second} // want http-transport-per-request
	return closed(client.Get(url))
}

func Handler(w http.ResponseWriter, r *http.Request) {
	if err := ask("https://status.example.com/"); err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
	}
}

// In a loop that does not end; no fix, since a deferred call would not come.
func watch(url string) {
	for {
		client := &http.Client{Transport: &http.Transport{}, Timeout: time.Second} // want http-transport-per-request
		_ = closed(client.Get(url))
		time.Sleep(time.Minute)
	}
}

func Start(url string) { go watch(url) }

// A copy of the default transport ends idle connections after 90 seconds: lower severity.
func Copied(w http.ResponseWriter, r *http.Request) {
	transport := http.DefaultTransport.(*http.Transport).Clone() // want http-transport-per-request
	transport.MaxIdleConns = 1
	client := &http.Client{Transport: transport, Timeout: time.Second}
	_ = closed(client.Get("https://status.example.com/"))
}

// The transport itself sends.
func Trip(w http.ResponseWriter, r *http.Request) {
	transport := &http.Transport{} // want http-transport-per-request
	_ = closed(transport.RoundTrip(r))
}

// Nothing says how often it runs: the confidence is lower.
func Exported(url string) error {
	client := &http.Client{Transport: &http.Transport{}, Timeout: time.Second} // want http-transport-per-request
	return closed(client.Get(url))
}

// A dial function of its own that dials.
func Dialing(w http.ResponseWriter, r *http.Request) {
	client := &http.Client{Timeout: time.Second, Transport: &http.Transport{ // want http-transport-per-request
		DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			var d net.Dialer
			conn, err := d.DialContext(ctx, network, "10.0.0.1:443")
			if err != nil {
				return nil, err
			}
			return conn, nil
		},
	}}
	_ = closed(client.Get("https://status.example.com/"))
}

// Page after page over the same connection: what each call leaves is one, and the confidence is low.
func Pages(w http.ResponseWriter, r *http.Request) {
	client := &http.Client{Transport: &http.Transport{}, Timeout: time.Second} // want http-transport-per-request info low
	for _, page := range r.URL.Query()["page"] {
		if err := closed(client.Get("https://status.example.com/" + page)); err != nil {
			return
		}
	}
}

// Tried again until it goes well: that is one answer per call.
func Tries(w http.ResponseWriter, r *http.Request) {
	client := &http.Client{Transport: &http.Transport{}, Timeout: time.Second} // want http-transport-per-request warning high
	for {
		resp, err := client.Get("https://status.example.com/")
		if err == nil {
			_ = resp.Body.Close()
			return
		}
		time.Sleep(time.Second)
	}
}

// A deadline that ends with the handshake bounds nothing.
func Handshakes(w http.ResponseWriter, r *http.Request) {
	client := &http.Client{Timeout: time.Second, Transport: &http.Transport{ // want http-transport-per-request warning high
		DialContext: func(_ context.Context, network, addr string) (net.Conn, error) {
			conn, err := net.Dial(network, addr)
			if err != nil {
				return nil, err
			}
			if err := conn.SetDeadline(time.Now().Add(time.Second)); err != nil {
				return nil, err
			}
			_, err = conn.Write([]byte("hello"))
			if err == nil {
				err = conn.SetDeadline(time.Time{})
			}
			return conn, err
		},
	}}
	_ = closed(client.Get("https://status.example.com/"))
}
