package tripper

import (
	"crypto/tls"
	"fmt"
	"net/http"
)

// inward sends whatever it gets to the sidecar beside it.
type inward struct {
	port  int
	inner *http.Transport
}

func (i *inward) RoundTrip(r *http.Request) (*http.Response, error) {
	r.URL.Scheme = "https"
	r.URL.Host = fmt.Sprintf("127.0.0.1:%d", i.port)
	return i.inner.RoundTrip(r)
}

func newInward(port int, config *tls.Config) http.RoundTripper {
	return &inward{port: port, inner: &http.Transport{TLSClientConfig: config}} // want http-transport-zero-value hint low
}

// outward sends it to another host.
type outward struct {
	host  string
	inner *http.Transport
}

func (o *outward) RoundTrip(r *http.Request) (*http.Response, error) {
	r.URL.Host = fmt.Sprintf("%s:443", o.host)
	return o.inner.RoundTrip(r)
}

func newOutward(host string, config *tls.Config) http.RoundTripper {
	return &outward{host: host, inner: &http.Transport{TLSClientConfig: config}} // want http-transport-zero-value info high
}

// Serve is for whoever has requests.
func Serve(w http.ResponseWriter, r *http.Request) {
	for _, each := range []http.RoundTripper{newInward(9000, nil), newOutward("example.org", nil)} {
		res, err := each.RoundTrip(r)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
			return
		}
		_ = res.Body.Close()
	}
}
