package web

import (
	"net/http"

	"example.com/shop/internal/store"
)

func Serve(s *store.Store) error {
	server := &http.Server{Addr: ":8080", Handler: handler(s)}
	return server.ListenAndServe()
}

func handler(s *store.Store) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := s.Ping(r.Context()); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
		}
	})
}
