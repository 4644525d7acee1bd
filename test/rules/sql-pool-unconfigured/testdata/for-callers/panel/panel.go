package panel

import (
	"net/http"

	"example.com/panel/connect"
)

type Panel struct {
	DSNs   map[string]string
	shared connect.Client
}

func New(dsn string) (*Panel, error) {
	shared, err := connect.NewShared(dsn)
	if err != nil {
		return nil, err
	}
	return &Panel{shared: shared}, nil
}

func (p *Panel) open(name string) (connect.Client, error) {
	client, err := connect.New(p.DSNs[name])
	if err != nil {
		return nil, err
	}
	return client, nil
}

func (p *Panel) Create(w http.ResponseWriter, r *http.Request) {
	client, err := p.open(r.FormValue("server"))
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer client.Close()
	if err := client.Create(r.FormValue("name")); err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
	}
}

func (p *Panel) CreateShared(w http.ResponseWriter, r *http.Request) {
	if err := p.shared.Create(r.FormValue("name")); err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
	}
}

func (p *Panel) Check(w http.ResponseWriter, r *http.Request) {
	if _, err := connect.New(r.FormValue("dsn")); err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
	}
}
