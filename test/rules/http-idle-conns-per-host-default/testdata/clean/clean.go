package clean

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
)

func discard(resp *http.Response, err error) {
	if err != nil {
		return
	}
	defer resp.Body.Close()
	_, _ = io.Copy(io.Discard, resp.Body)
}

// Over TLS it may be HTTP/2.
func tls(w http.ResponseWriter, r *http.Request) {
	var wg sync.WaitGroup
	for _, id := range r.URL.Query()["id"] {
		wg.Add(1)
		go func() {
			defer wg.Done()
			discard(http.Get("https://prices.internal/" + id))
		}()
	}
	wg.Wait()
}

// Each round asks another host.
func peers(w http.ResponseWriter, r *http.Request) {
	var wg sync.WaitGroup
	for _, peer := range r.URL.Query()["peer"] {
		wg.Add(1)
		go func(addr string) {
			defer wg.Done()
			discard(http.Get("http://" + addr + "/health"))
		}(peer)
	}
	wg.Wait()
}

type node struct{ addr string }

func (n *node) ping(wg *sync.WaitGroup) {
	defer wg.Done()
	discard(http.Get("http://" + n.addr + "/ping"))
}

type cluster struct{ nodes []*node }

func (c *cluster) ping(w http.ResponseWriter, r *http.Request) {
	var wg sync.WaitGroup
	for _, n := range c.nodes {
		wg.Add(1)
		go n.ping(&wg)
	}
	wg.Wait()
}

func full(w http.ResponseWriter, r *http.Request) {
	var wg sync.WaitGroup
	for _, address := range r.URL.Query()["url"] {
		wg.Add(1)
		go func() {
			defer wg.Done()
			discard(http.Get(address))
		}()
	}
	wg.Wait()
}

// Somebody has thought of the number.
var wide = &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64, IdleConnTimeout: time.Minute}}

func newWide() *http.Client {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConnsPerHost = 32
	return &http.Client{Transport: transport}
}

var copied = newWide()

// A limit of all connections makes requests wait for one.
var bounded = &http.Client{Transport: &http.Transport{MaxConnsPerHost: 2, IdleConnTimeout: time.Minute}}

var closing = &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}

func settled(w http.ResponseWriter, r *http.Request) {
	var wg sync.WaitGroup
	for _, id := range r.URL.Query()["id"] {
		wg.Add(1)
		go func() {
			defer wg.Done()
			discard(wide.Get("http://a.internal/" + id))
			discard(copied.Get("http://a.internal/" + id))
			discard(bounded.Get("http://a.internal/" + id))
			discard(closing.Get("http://a.internal/" + id))
		}()
	}
	wg.Wait()
}

// No more than two at a time.
func few(w http.ResponseWriter, r *http.Request) {
	var wg sync.WaitGroup
	for _, name := range []string{"left", "right"} {
		wg.Add(1)
		go func() {
			defer wg.Done()
			discard(http.Get("http://a.internal/" + name))
		}()
	}
	wg.Wait()
	tokens := make(chan struct{}, 2)
	for _, id := range r.URL.Query()["id"] {
		wg.Add(1)
		tokens <- struct{}{}
		go func() {
			defer func() { <-tokens; wg.Done() }()
			discard(http.Get("http://a.internal/" + id))
		}()
	}
	wg.Wait()
	group, _ := errgroup.WithContext(r.Context())
	group.SetLimit(2)
	for _, id := range r.URL.Query()["id"] {
		group.Go(func() error {
			discard(http.Get("http://a.internal/" + id))
			return nil
		})
	}
	_ = group.Wait()
}

// One after the other.
func serial(w http.ResponseWriter, r *http.Request) {
	var wg sync.WaitGroup
	for _, id := range r.URL.Query()["id"] {
		wg.Add(1)
		go func() {
			defer wg.Done()
			discard(http.Get("http://a.internal/" + id))
		}()
		wg.Wait()
	}
}

// Workers go on with the next request over the connection of the last one.
func workers(w http.ResponseWriter, r *http.Request) {
	jobs := make(chan string)
	var wg sync.WaitGroup
	for range 16 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for id := range jobs {
				discard(http.Get("http://a.internal/" + id))
			}
		}()
	}
	for _, id := range r.URL.Query()["id"] {
		jobs <- id
	}
	close(jobs)
	wg.Wait()
}

// Idle connections would be closed by then anyway.
func hourly(ctx context.Context, ids []string) {
	for {
		var wg sync.WaitGroup
		for _, id := range ids {
			wg.Add(1)
			go func() {
				defer wg.Done()
				discard(http.Get("http://a.internal/" + id))
			}()
		}
		wg.Wait()
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Hour):
		}
	}
}

// Closed unread: the connection ends with the answer.
func unread(w http.ResponseWriter, r *http.Request) {
	var wg sync.WaitGroup
	for _, id := range r.URL.Query()["id"] {
		wg.Add(1)
		go func() {
			defer wg.Done()
			resp, err := http.Get("http://a.internal/" + id)
			if err == nil {
				resp.Body.Close()
			}
		}()
	}
	wg.Wait()
}

// The pool lives for one burst.
func own(w http.ResponseWriter, r *http.Request) {
	transport := &http.Transport{IdleConnTimeout: time.Minute}
	defer transport.CloseIdleConnections()
	client := &http.Client{Transport: transport}
	var wg sync.WaitGroup
	for _, id := range r.URL.Query()["id"] {
		wg.Add(1)
		go func() {
			defer wg.Done()
			discard(client.Get("http://a.internal/" + id))
		}()
	}
	wg.Wait()
}

// A client from outside, and a host that the program picks anew.
type picker struct {
	client *http.Client
	hosts  []string
	next   int
}

func NewPicker(client *http.Client, hosts []string) *picker {
	return &picker{client: client, hosts: hosts}
}

func (p *picker) pick() string {
	p.next++
	return p.hosts[p.next%len(p.hosts)]
}

func (p *picker) all(w http.ResponseWriter, r *http.Request) {
	var wg sync.WaitGroup
	for _, id := range r.URL.Query()["id"] {
		wg.Add(1)
		go func() {
			defer wg.Done()
			discard(p.client.Get("http://a.internal/" + id))
			discard(http.Get("http://" + p.pick() + "/" + url.PathEscape(id)))
		}()
	}
	wg.Wait()
}

// Once when the program starts.
func warm(ids []string) {
	var wg sync.WaitGroup
	for _, id := range ids {
		wg.Add(1)
		go func() {
			defer wg.Done()
			discard(http.Get("http://a.internal/" + id))
		}()
	}
	wg.Wait()
}

func Serve(ctx context.Context, ids []string) {
	warm(ids)
	go hourly(ctx, ids)
	c := &cluster{}
	http.HandleFunc("/cluster", c.ping)
	for path, handler := range map[string]http.HandlerFunc{
		"/tls": tls, "/peers": peers, "/full": full, "/settled": settled, "/few": few, "/serial": serial,
		"/workers": workers, "/unread": unread, "/own": own,
	} {
		http.HandleFunc(path, handler)
	}
}
