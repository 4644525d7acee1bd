package gateway

import (
	"crypto/tls"
	"net"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
)

// The server, and the gateway in front of it that dials it.
func options(cert tls.Certificate) ([]grpc.ServerOption, []grpc.DialOption) {
	serverTLS := credentials.NewTLS(&tls.Config{Certificates: []tls.Certificate{cert}})
	dial := []grpc.DialOption{
		grpc.WithTransportCredentials(credentials.NewTLS(
			&tls.Config{InsecureSkipVerify: true}, // want tls-insecure-skip-verify info low
		)),
	}
	return []grpc.ServerOption{grpc.Creds(serverTLS)}, dial
}

// No server of its own.
func remote(address string) (*grpc.ClientConn, error) {
	return grpc.NewClient(address, grpc.WithTransportCredentials(
		credentials.NewTLS(&tls.Config{InsecureSkipVerify: true}), // want tls-insecure-skip-verify
	))
}

// It dials what this process listens on.
func bridge(listener net.Listener, register func(address string, options []grpc.DialOption) error) error {
	address := listener.Addr().String()
	options := []grpc.DialOption{grpc.WithUserAgent("bridge")}
	options = append(options, grpc.WithTransportCredentials(
		credentials.NewTLS(&tls.Config{InsecureSkipVerify: true}), // want tls-insecure-skip-verify info low
	))
	return register(address, options)
}

// The listener is for others, and another call gets its address.
func forward(listener net.Listener, remote string, announce func(string), register func(string, []grpc.DialOption) error) error {
	announce(listener.Addr().String())
	options := []grpc.DialOption{grpc.WithTransportCredentials(
		credentials.NewTLS(&tls.Config{InsecureSkipVerify: true}), // want tls-insecure-skip-verify
	)}
	return register(remote, options)
}
