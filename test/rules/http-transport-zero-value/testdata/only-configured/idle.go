package configured

import (
	"context"
	"crypto/tls"
	"net/http"
	"time"
)

// Whoever wrote it sends nothing any more.
type receiver struct {
	sender   *http.Client
	incoming chan string
}

func newReceiver(config *tls.Config) *receiver {
	r := &receiver{incoming: make(chan string)}
	transport := &http.Transport{TLSClientConfig: config}
	r.sender = &http.Client{Transport: transport}
	r.sender.Timeout = time.Minute
	return r
}

// One method sends.
type notifier struct {
	sender *http.Client
	url    string
}

func newNotifier(config *tls.Config, url string) *notifier {
	transport := &http.Transport{TLSClientConfig: config} // want http-transport-zero-value
	return &notifier{sender: &http.Client{Transport: transport, Timeout: time.Minute}, url: url}
}

func (n *notifier) notify(ctx context.Context) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, n.url, nil)
	if err != nil {
		return err
	}
	response, err := n.sender.Do(request)
	if err != nil {
		return err
	}
	return response.Body.Close()
}

// Another package may send.
type Exported struct {
	Sender *http.Client
}

func NewExported(config *tls.Config) *Exported {
	transport := &http.Transport{TLSClientConfig: config} // want http-transport-zero-value
	return &Exported{Sender: &http.Client{Transport: transport, Timeout: time.Minute}}
}

// It goes on to a function that is not seen.
type lender struct {
	sender *http.Client
}

func newLender(config *tls.Config) *lender {
	transport := &http.Transport{TLSClientConfig: config} // want http-transport-zero-value
	return &lender{sender: &http.Client{Transport: transport, Timeout: time.Minute}}
}

func (l *lender) lend(use func(*http.Client)) { use(l.sender) }
