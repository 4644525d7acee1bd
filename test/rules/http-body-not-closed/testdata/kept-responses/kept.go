package kept

import "net/http"

type answer struct{ response *http.Response }

type sender interface {
	send(request *http.Request, into *answer) error
}

// stored has its sender read and close the answer, and hands out what was left of it.
type stored struct {
	sender sender
	into   *answer
}

func (s stored) RoundTrip(request *http.Request) (*http.Response, error) {
	if err := s.sender.send(request, s.into); err != nil {
		return nil, err
	}
	return s.into.response, nil
}

// direct asks anew.
type direct struct{ below http.RoundTripper }

func (d *direct) RoundTrip(request *http.Request) (*http.Response, error) {
	return d.below.RoundTrip(request)
}

type signing struct {
	below http.RoundTripper
	key   string
}

func (s *signing) RoundTrip(request *http.Request) (*http.Response, error) {
	signed := request.Clone(request.Context())
	signed.Header.Set("Authorization", s.key)
	return s.below.RoundTrip(signed)
}

func sign(below http.RoundTripper, key string) (http.RoundTripper, error) {
	return &signing{below: below, key: key}, nil
}

func throughStored(s sender, request *http.Request, into *answer) error {
	transport, err := sign(stored{sender: s, into: into}, "key")
	if err != nil {
		return err
	}
	_, err = transport.RoundTrip(request)
	return err
}

func throughDirect(request *http.Request) error {
	transport, err := sign(&direct{below: http.DefaultTransport}, "key")
	if err != nil {
		return err
	}
	_, err = transport.RoundTrip(request) // want http-body-not-closed
	return err
}
