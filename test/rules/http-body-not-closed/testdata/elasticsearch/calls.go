package elastic

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"time"

	"github.com/elastic/go-elasticsearch/v8"
	"github.com/elastic/go-elasticsearch/v8/esapi"
)

type store struct {
	*elasticsearch.Client
	index string
}

func (s *store) put(ctx context.Context, id, document string) error {
	res, err := s.Index(s.index, strings.NewReader(document), s.Index.WithDocumentID(id), s.Index.WithContext(ctx)) // want http-body-not-closed
	if err != nil {
		return err
	}
	if res.IsError() {
		return errors.New(res.Status())
	}
	return nil
}

// deleted closes on one path only: Status and IsError do not look at the body.
func (s *store) deleted(id string) (bool, error) {
	res, err := s.Delete(s.index, id) // want http-body-not-closed
	if err != nil {
		return false, err
	}
	if res.IsError() {
		return false, errors.New(res.Status())
	}
	defer res.Body.Close()
	return true, nil
}

func (s *store) create(ctx context.Context) error {
	_, err := s.Indices.Create(s.index, s.Indices.Create.WithContext(ctx)) // want http-body-not-closed
	return err
}

// discard only reads.
func discard(r io.Reader) { _, _ = io.Copy(io.Discard, r) }

// drained gives the connection back as long as the body is read to its end.
func (s *store) drained(query io.Reader) (bool, error) {
	res, err := s.Search(s.Search.WithBody(query)) // want http-body-not-closed
	if err != nil {
		return false, err
	}
	defer discard(res.Body)
	return !res.IsError(), nil
}

func (s *store) count(v any) error {
	res, err := s.Count(s.Count.WithIndex(s.index)) // want http-body-not-closed
	if err != nil {
		return err
	}
	return json.NewDecoder(res.Body).Decode(v)
}

// stats ends its request when it returns: the connection is closed, not kept.
func (s *store) stats() (int, error) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	res, err := s.Cluster.Stats(s.Cluster.Stats.WithContext(ctx)) // want http-body-not-closed info high
	if err != nil {
		return 0, err
	}
	return res.StatusCode, nil
}

func (s *store) health() (int, error) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	res, err := esapi.ClusterHealthRequest{}.Do(ctx, s) // want http-body-not-closed info high
	if err != nil {
		return 0, err
	}
	return res.StatusCode, nil
}
