package main

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"os"
	"time"

	"example.com/control/sockets"
)

// local speaks with the daemon beside it.
func local(path string) *http.Client {
	return &http.Client{
		Timeout: time.Second,
		Transport: &http.Transport{
			TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, // want tls-insecure-skip-verify info low
			DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
				return sockets.Local(ctx, path)
			},
		},
	}
}

// remote has a dialer too, over the network.
func remote(address string) *http.Client {
	return &http.Client{
		Timeout: time.Second,
		Transport: &http.Transport{
			TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, // want tls-insecure-skip-verify warning high
			DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
				return sockets.Remote(ctx, address)
			},
		},
	}
}

func main() {
	for _, client := range []*http.Client{local(os.Args[1]), remote(os.Args[2])} {
		res, err := client.Get("https://daemon/version")
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			continue
		}
		fmt.Println(res.Status, res.Header.Get("Server"))
		res.Body.Close()
	}
}
