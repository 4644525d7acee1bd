package main

import (
	"encoding/json"
	"io"
	"log"
	"net/http"
	"strconv"
)

type service struct {
	store  *store
	prices *priceClient
}

func (s *service) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /orders", s.orders)
	mux.HandleFunc("GET /orders/{id}", s.order)
	mux.HandleFunc("GET /prices/{sku}", s.price)
	mux.HandleFunc("GET /catalog", s.catalog)
	return mux
}

func (s *service) orders(w http.ResponseWriter, r *http.Request) {
	all, err := s.store.list(r.Context())
	answer(w, all, err)
}

func (s *service) order(w http.ResponseWriter, r *http.Request) {
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	o, err := s.store.find(r.Context(), id)
	answer(w, o, err)
}

func (s *service) price(w http.ResponseWriter, r *http.Request) {
	cents, err := s.prices.price(r.Context(), r.PathValue("sku"))
	answer(w, cents, err)
}

func (s *service) catalog(w http.ResponseWriter, r *http.Request) {
	body, err := s.prices.open(r.Context())
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer body.Close()
	if _, err := io.Copy(w, body); err != nil {
		log.Print(err)
	}
}

func answer(w http.ResponseWriter, value any, err error) {
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	if err := json.NewEncoder(w).Encode(value); err != nil {
		log.Print(err)
	}
}
