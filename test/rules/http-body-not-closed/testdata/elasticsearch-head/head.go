package elastic

import (
	"context"

	"github.com/elastic/go-elasticsearch/v8"
	"github.com/elastic/go-elasticsearch/v8/esapi"
	"github.com/opensearch-project/opensearch-go/v2"
)

// alive sends HEAD: nothing is kept, although the client asks to close what has no body.
func alive(es *elasticsearch.Client) bool {
	res, err := es.Ping() // want http-body-not-closed hint low
	return err == nil && !res.IsError()
}

func hasIndex(ctx context.Context, es *elasticsearch.Client) (bool, error) {
	res, err := esapi.IndicesExistsRequest{Index: []string{"events"}}.Do(ctx, es) // want http-body-not-closed hint low
	if err != nil {
		return false, err
	}
	return res.StatusCode == 200, nil
}

func hasDocument(client *opensearch.Client, id string) (bool, error) {
	res, err := client.Exists("events", id) // want http-body-not-closed hint low
	if err != nil {
		return false, err
	}
	return !res.IsError(), nil
}

// hasMapping sends GET.
func hasMapping(client *opensearch.Client) (bool, error) {
	res, err := client.Indices.GetMapping() // want http-body-not-closed warning high
	if err != nil {
		return false, err
	}
	return !res.IsError(), nil
}
