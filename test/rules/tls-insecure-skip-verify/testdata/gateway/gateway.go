package gateway

import (
	"crypto/tls"

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
