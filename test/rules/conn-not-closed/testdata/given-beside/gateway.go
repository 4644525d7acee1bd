package gateway

import (
	"context"
	"net/http"

	"github.com/gorilla/mux"
	"google.golang.org/grpc"
)

// The handler that is returned calls over the connection.
func handler(ctx context.Context, address string) (http.Handler, error) {
	conn, err := grpc.NewClient(address)
	if err != nil {
		return nil, err
	}
	router := mux.NewRouter()
	register(router, conn)
	return router, nil
}

func register(router *mux.Router, conn *grpc.ClientConn) {
	router.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		if err := conn.Invoke(r.Context(), "/shop.Shop/Get", nil, nil); err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
		}
	})
}

// Nobody has it when the router is dropped.
func try(address string) error {
	conn, err := grpc.NewClient(address) // want conn-not-closed
	if err != nil {
		return err
	}
	return conn.Invoke(context.Background(), "/shop.Shop/Get", nil, nil)
}

// The handler serves below another router.
func mount(root *mux.Router, address string) error {
	conn, err := grpc.NewClient(address)
	if err != nil {
		return err
	}
	router := mux.NewRouter()
	register(router, conn)
	root.PathPrefix("/v1").Handler(router)
	return nil
}

// The router is dropped, and who gets it has the connection from nobody.
func drop(address string) error {
	conn, err := grpc.NewClient(address) // want conn-not-closed
	if err != nil {
		return err
	}
	router := mux.NewRouter()
	register(router, conn)
	return router.Walk(nil)
}
