package main

import (
	"context"
	"errors"
	"log"
	"net"
	"net/http"
	"sync"
	"time"
)

var shared = &http.Client{Transport: &http.Transport{IdleConnTimeout: time.Minute}, Timeout: time.Second}

func closed(resp *http.Response, err error) {
	if err == nil {
		err = resp.Body.Close()
	}
	if err != nil {
		log.Print(err)
	}
}

func sharing(w http.ResponseWriter, r *http.Request) {
	closed(shared.Get("https://status.example.com/"))
}

// A client without a transport of its own uses the shared one.
func plain(w http.ResponseWriter, r *http.Request) {
	client := &http.Client{Timeout: time.Second}
	closed(client.Get("https://status.example.com/"))
}

// It closes its connections.
func closing(w http.ResponseWriter, r *http.Request) {
	client := &http.Client{Transport: &http.Transport{}, Timeout: time.Second}
	defer client.CloseIdleConnections()
	closed(client.Get("https://status.example.com/"))
}

func closingTransport(w http.ResponseWriter, r *http.Request) {
	transport := &http.Transport{}
	defer transport.CloseIdleConnections()
	client := &http.Client{Transport: transport, Timeout: time.Second}
	closed(client.Get("https://status.example.com/"))
}

// It keeps none.
func single(w http.ResponseWriter, r *http.Request) {
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: time.Second}
	closed(client.Get("https://status.example.com/"))
}

func singleLater(w http.ResponseWriter, r *http.Request) {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.DisableKeepAlives = true
	client := &http.Client{Transport: transport, Timeout: time.Second}
	closed(client.Get("https://status.example.com/"))
}

// A constructor: whoever gets it keeps it.
func newClient() *http.Client {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConnsPerHost = 50
	return &http.Client{Transport: transport, Timeout: time.Second}
}

type service struct {
	client *http.Client
	once   sync.Once
}

func newService() *service {
	s := &service{}
	s.client = &http.Client{Transport: &http.Transport{}, Timeout: time.Second}
	return s
}

func (s *service) serve(w http.ResponseWriter, r *http.Request) {
	s.once.Do(func() {
		s.client = &http.Client{Transport: &http.Transport{}, Timeout: time.Second}
	})
	closed(s.client.Get("https://status.example.com/"))
}

// The request ends its connection.
func ending(w http.ResponseWriter, r *http.Request) {
	client := &http.Client{Transport: &http.Transport{}, Timeout: time.Second}
	req, err := http.NewRequest(http.MethodGet, "https://status.example.com/", nil)
	if err != nil {
		log.Print(err)
		return
	}
	req.Header.Set("Connection", "Close")
	closed(client.Do(req))
}

func endingByField(w http.ResponseWriter, r *http.Request) {
	client := &http.Client{Transport: &http.Transport{}, Timeout: time.Second}
	req, err := http.NewRequest(http.MethodGet, "https://status.example.com/", nil)
	if err != nil {
		log.Print(err)
		return
	}
	req.Close = true
	closed(client.Do(req))
}

// Whoever has made the connection closes it.
func lent(w http.ResponseWriter, r *http.Request, c net.Conn) {
	defer c.Close()
	connections := make(chan net.Conn, 1)
	connections <- c
	client := &http.Client{Timeout: time.Second, Transport: &http.Transport{
		DialContext: func(context.Context, string, string) (net.Conn, error) {
			select {
			case conn := <-connections:
				return conn, nil
			default:
				return nil, errors.New("only one connection")
			}
		},
	}}
	closed(client.Get("http://status.example.com/"))
}

// Made once for all the rounds of a goroutine that is started once.
func poll(ctx context.Context) {
	client := &http.Client{Transport: &http.Transport{ForceAttemptHTTP2: true}, Timeout: time.Second}
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			resp, err := client.Get("https://status.example.com/")
			if err != nil {
				log.Print(err)
				continue
			}
			_ = resp.Body.Close()
		case <-ctx.Done():
			return
		}
	}
}

type poller struct{}

func (poller) Start(ctx context.Context) { go poll(ctx) }

func dialFor(limit time.Duration) func(context.Context, string, string) (net.Conn, error) {
	return func(_ context.Context, network, addr string) (net.Conn, error) {
		conn, err := net.DialTimeout(network, addr, limit)
		if err != nil {
			return nil, err
		}
		return conn, conn.SetDeadline(time.Now().Add(limit))
	}
}

// The connection ends at its deadline, idle or not.
func limited(w http.ResponseWriter, r *http.Request) {
	client := &http.Client{Transport: &http.Transport{DialContext: dialFor(time.Minute)}, Timeout: time.Second}
	closed(client.Get("https://status.example.com/"))
}

// Once per process.
func main() {
	client := &http.Client{Transport: &http.Transport{}, Timeout: time.Second}
	closed(client.Get("https://status.example.com/"))
	closed(newClient().Get("https://status.example.com/"))
	for _, handler := range []http.HandlerFunc{sharing, plain, closing, closingTransport, single, singleLater, ending, endingByField, limited} {
		http.Handle("/", handler)
	}
	http.HandleFunc("/lent", func(w http.ResponseWriter, r *http.Request) { lent(w, r, nil) })
	poller{}.Start(context.Background())
	http.HandleFunc("/service", newService().serve)
	log.Fatal(http.ListenAndServe("localhost:8080", nil))
}
