package options

import (
	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
	"google.golang.org/grpc"
	"google.golang.org/grpc/health/grpc_health_v1"
)

// The option sets a client on the mux that the caller serves with.
func register(mux *runtime.ServeMux, address string) error {
	conn, err := grpc.NewClient(address)
	if err != nil {
		return err
	}
	apply := runtime.WithHealthzEndpoint(grpc_health_v1.NewHealthClient(conn))
	apply(mux)
	return nil
}

func registerAtOnce(mux *runtime.ServeMux, address string) error {
	conn, err := grpc.NewClient(address)
	if err != nil {
		return err
	}
	runtime.WithHealthzEndpoint(grpc_health_v1.NewHealthClient(conn))(mux)
	return nil
}

// Nobody has the mux when it returns.
func try(address string) error {
	conn, err := grpc.NewClient(address) // want conn-not-closed
	if err != nil {
		return err
	}
	mux := runtime.NewServeMux()
	apply := runtime.WithHealthzEndpoint(grpc_health_v1.NewHealthClient(conn))
	apply(mux)
	return nil
}

// What it gets keeps nothing.
func ask(name, address string) error {
	conn, err := grpc.NewClient(address) // want conn-not-closed
	if err != nil {
		return err
	}
	report := runtime.WithReport(grpc_health_v1.NewHealthClient(conn))
	report(name)
	return nil
}
