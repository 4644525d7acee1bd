// Package address says where the programs listen.
package address

import (
	"net"
	"net/url"
	"os"
)

const fallback = "127.0.0.1"

// Listen gives this machine unless the environment names another address.
func Listen() *url.URL {
	host := os.Getenv("LISTEN_HOST")
	if host == "" {
		host = fallback
	}
	return &url.URL{Scheme: "http", Host: net.JoinHostPort(host, "4001"), Path: "/api"}
}

// Public gives every interface unless the environment names an address.
func Public() *url.URL {
	host := os.Getenv("PUBLIC_HOST")
	if host == "" {
		host = "0.0.0.0"
	}
	found := new(url.URL)
	found.Host = net.JoinHostPort(host, "4002")
	return found
}

// Asked gives what the environment says, and nothing without it.
func Asked() *url.URL {
	return &url.URL{Scheme: "http", Host: os.Getenv("ASKED_HOST")}
}
