package main

import (
	"crypto/tls"
	"flag"
	"net"

	consul "github.com/hashicorp/consul/api"
	vault "github.com/hashicorp/vault/api"
	influx "github.com/influxdata/influxdb/client/v2"
	"k8s.io/client-go/rest"
)

func metrics(address string) (influx.Client, error) {
	return influx.NewHTTPClient(influx.HTTPConfig{
		Addr:               address,
		InsecureSkipVerify: true, // want tls-insecure-skip-verify info medium
	})
}

func catalog(address string) (*consul.Client, error) {
	return consul.NewClient(&consul.Config{
		Address:   address,
		TLSConfig: consul.TLSConfig{InsecureSkipVerify: true}, // want tls-insecure-skip-verify info medium
	})
}

func secrets(cfg *vault.Config) error {
	return cfg.ConfigureTLS(&vault.TLSConfig{Insecure: true}) // want tls-insecure-skip-verify info medium
}

func cluster(host string) *rest.Config {
	return &rest.Config{
		Host:            host,
		TLSClientConfig: rest.TLSClientConfig{Insecure: true}, // want tls-insecure-skip-verify info medium
	}
}

// Somebody chooses it.
func chosen(host string, insecure bool) *rest.Config {
	cfg := &rest.Config{Host: host}
	cfg.TLSClientConfig = rest.TLSClientConfig{Insecure: insecure}
	return cfg
}

func asked(cfg *vault.Config, isLab bool) error {
	if isLab {
		return cfg.ConfigureTLS(&vault.TLSConfig{Insecure: true})
	}
	return nil
}

func off() rest.TLSClientConfig { return rest.TLSClientConfig{Insecure: false} }

// The program brings a configuration of its own, with a check perhaps.
func own(address string, cfg *tls.Config) (influx.Client, error) {
	return influx.NewHTTPClient(influx.HTTPConfig{
		Addr:               address,
		InsecureSkipVerify: true,
		TLSConfig:          cfg,
	})
}

// A field of the same name of another type says nothing.
type listing struct{ Insecure bool }

func other() listing { return listing{Insecure: true} }

func main() {
	address := flag.String("address", "", "where the server is")
	lab := flag.Bool("lab", false, "no certificates here")
	flag.Parse()
	if _, err := metrics(*address); err != nil {
		panic(err)
	}
	if _, err := catalog(*address); err != nil {
		panic(err)
	}
	if _, err := own(*address, &tls.Config{VerifyConnection: compared}); err != nil {
		panic(err)
	}
	cfg := vault.DefaultConfig()
	if err := secrets(cfg); err != nil {
		panic(err)
	}
	if err := asked(cfg, *lab); err != nil {
		panic(err)
	}
	println(cluster(*address).Host, chosen(*address, *lab).Host, off().Insecure, other().Insecure)
}

func compared(state tls.ConnectionState) error {
	if state.Version < tls.VersionTLS13 {
		return net.ErrClosed
	}
	return nil
}
