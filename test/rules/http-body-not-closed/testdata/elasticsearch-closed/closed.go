package elastic

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/elastic/go-elasticsearch/v8"
	"github.com/elastic/go-elasticsearch/v8/esapi"
	"github.com/opensearch-project/opensearch-go/v2"
	"github.com/opensearch-project/opensearch-go/v2/opensearchapi"
)

func put(ctx context.Context, es *elasticsearch.Client, document string) error {
	res, err := es.Index("events", strings.NewReader(document), es.Index.WithContext(ctx))
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.IsError() {
		return fmt.Errorf("put: %s", res.String())
	}
	return nil
}

// finish reads what is left and closes.
func finish(res *esapi.Response) {
	_, _ = io.Copy(io.Discard, res.Body)
	_ = res.Body.Close()
}

func shut(body io.ReadCloser) {
	_, _ = io.Copy(io.Discard, body)
	_ = body.Close()
}

func alive(es *elasticsearch.Client) bool {
	res, err := es.Ping()
	if err != nil {
		return false
	}
	defer finish(res)
	return !res.IsError()
}

func exists(es *elasticsearch.Client) (bool, error) {
	res, err := es.Indices.Exists([]string{"events"})
	if err != nil {
		return false, err
	}
	defer shut(res.Body)
	return res.StatusCode == 200, nil
}

// get hands it to its caller, decoded closes it.
func get(es *elasticsearch.Client, id string) (*esapi.Response, error) {
	res, err := es.Get("events", id)
	if err != nil {
		return nil, err
	}
	return res, nil
}

func decoded(es *elasticsearch.Client, id string, v any) error {
	res, err := get(es, id)
	if err != nil {
		return err
	}
	defer func() {
		if res.Body != nil {
			_ = res.Body.Close()
		}
	}()
	return json.NewDecoder(res.Body).Decode(v)
}

// body hands out the body alone.
func body(es *elasticsearch.Client) (io.ReadCloser, error) {
	res, err := es.Cat.Indices()
	if err != nil {
		return nil, err
	}
	return res.Body, nil
}

// printed: String reads the body to its end and closes it, printing calls String.
func printed(ctx context.Context, client *opensearch.Client) (string, error) {
	res, err := opensearchapi.InfoRequest{}.Do(ctx, client)
	if err != nil {
		return "", err
	}
	if res.IsError() {
		return "", fmt.Errorf("info: %v", res)
	}
	return res.String(), nil
}

func refused(client *opensearch.Client) error {
	res, err := client.Indices.Refresh()
	if err != nil {
		return err
	}
	if res.IsError() {
		_ = res.Body.Close()
		return errors.New("not refreshed")
	}
	return res.Body.Close()
}

type pages struct{ last *esapi.Response }

func (p *pages) next(es *elasticsearch.Client, id string) error {
	res, err := es.Scroll(es.Scroll.WithScrollID(id))
	if err != nil {
		return err
	}
	p.last = res
	return nil
}

func (p *pages) page() *esapi.Response { return p.last }

// status looks at what another keeps.
func status(p *pages) string {
	res := p.page()
	if res == nil {
		return ""
	}
	return res.Status()
}
