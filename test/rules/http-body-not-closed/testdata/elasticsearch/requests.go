package elastic

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/elastic/go-elasticsearch/v7"
	"github.com/elastic/go-elasticsearch/v7/esapi"
	"github.com/opensearch-project/opensearch-go/v2"
	"github.com/opensearch-project/opensearch-go/v2/opensearchapi"
)

func index(ctx context.Context, client *elasticsearch.Client, document string) error {
	req := esapi.IndexRequest{Index: "events", Body: strings.NewReader(document)}
	res, err := req.Do(ctx, client) // want http-body-not-closed
	if err != nil {
		return err
	}
	if res.StatusCode >= 400 {
		return errors.New("not indexed")
	}
	return nil
}

// printed closes the body where it says what is wrong, and nowhere else.
func printed(client *elasticsearch.Client, body io.Reader) error {
	res, err := client.Bulk(body) // want http-body-not-closed
	if err != nil {
		return err
	}
	if res.IsError() {
		return fmt.Errorf("bulk: %s", res)
	}
	return nil
}

func search(ctx context.Context, client *opensearch.Client) (int, error) {
	res, err := (&opensearchapi.SearchRequest{Index: []string{"events"}}).Do(ctx, client) // want http-body-not-closed
	if err != nil {
		return 0, err
	}
	return res.StatusCode, nil
}

// respond asks a function of the caller's: no other keeps what it gives.
func respond(call func() (*opensearchapi.Response, error)) error {
	res, err := call() // want http-body-not-closed info medium
	if err != nil {
		return err
	}
	if res.IsError() {
		return errors.New(res.Status())
	}
	return nil
}
