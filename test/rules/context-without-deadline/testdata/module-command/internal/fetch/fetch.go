package fetch

import (
	"context"
	"net/http"
	"os/exec"
)

type Hook interface{ Fire(event string) error }

type command struct{ name string }

// The command calls it through the interface.
func (c *command) Fire(event string) error {
	return exec.CommandContext(context.Background(), c.name, event).Run() // want context-without-deadline hint low
}

func New(name string) Hook { return &command{name} }

// The command alone comes here, over two packages and a loop that ends.
func IsThere(url string) bool {
	return head(url) == nil
}

func head(url string) error {
	req, err := http.NewRequestWithContext(context.Background(), http.MethodHead, url, http.NoBody)
	if err != nil {
		return err
	}
	res, err := http.DefaultClient.Do(req) // want context-without-deadline hint low
	if err != nil {
		return err
	}
	return res.Body.Close()
}

// The command goes on for ever.
func Renew(url string) error {
	req, err := http.NewRequestWithContext(context.Background(), http.MethodPost, url, http.NoBody)
	if err != nil {
		return err
	}
	res, err := http.DefaultClient.Do(req) // want context-without-deadline warning high
	if err != nil {
		return err
	}
	return res.Body.Close()
}

// A handler comes here.
func Mirror(url string) {
	req, err := http.NewRequestWithContext(context.Background(), http.MethodGet, url, http.NoBody)
	if err != nil {
		return
	}
	res, err := http.DefaultClient.Do(req) // want context-without-deadline warning high
	if err != nil {
		return
	}
	res.Body.Close()
}
