package open

import (
	"context"
	"net/http"
)

// Other modules can call it, and may be services.
func Head(url string) error {
	req, err := http.NewRequestWithContext(context.Background(), http.MethodHead, url, http.NoBody)
	if err != nil {
		return err
	}
	res, err := http.DefaultClient.Do(req) // want context-without-deadline warning high
	if err != nil {
		return err
	}
	return res.Body.Close()
}
