package observed

import (
	"net/http"

	"github.com/pelletier/go-toml/v2"
)

type settings struct{ Name string }

// What the decoder does with its reader is not known, but this function closes what it gave it.
func load(url string) (settings, error) {
	resp, err := http.Get(url)
	if err != nil {
		return settings{}, err
	}
	defer resp.Body.Close()
	var s settings
	err = toml.NewDecoder(resp.Body).Decode(&s)
	return s, err
}

func forget(url string) (settings, error) {
	resp, err := http.Get(url) // want http-body-not-closed info medium
	if err != nil {
		return settings{}, err
	}
	var s settings
	err = toml.NewDecoder(resp.Body).Decode(&s)
	return s, err
}

// The decoder that is handed out may hold the body.
func open(url string) (*toml.Decoder, error) {
	resp, err := http.Get(url)
	if err != nil {
		return nil, err
	}
	decoder := toml.NewDecoder(resp.Body)
	return decoder, nil
}
