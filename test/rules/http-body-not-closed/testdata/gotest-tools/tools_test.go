package gotesttools

import (
	"context"
	"net/http"
	"testing"

	"gotest.tools/v3/assert"
	is "gotest.tools/v3/assert/cmp"
)

func TestCanceled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://example.com", nil)
	assert.NilError(t, err)
	_, err = http.DefaultClient.Do(req)
	assert.Check(t, is.ErrorIs(err, context.Canceled))
}

func TestRefused(t *testing.T) {
	_, err := http.Get("http://refused.example")
	assert.ErrorContains(t, err, "refused")
}

func TestDropped(t *testing.T) {
	_, err := http.Get("http://example.com") // want http-body-not-closed hint low
	assert.NilError(t, err)
}

func TestNoContent(t *testing.T) {
	resp, err := http.Get("http://example.com")
	assert.NilError(t, err)
	assert.Check(t, is.Equal(resp.StatusCode, http.StatusNoContent))
}

func TestOpen(t *testing.T) {
	resp, err := http.Get("http://example.com") // want http-body-not-closed hint low
	assert.NilError(t, err)
	assert.Equal(t, resp.StatusCode, http.StatusOK)
}

func TestFails(t *testing.T) {
	_, err := http.Get("http://refused.example")
	assert.Assert(t, err != nil)
}

func TestMayFail(t *testing.T) {
	_, err := http.Get("http://example.com") // want http-body-not-closed hint low
	assert.Assert(t, err == nil)
}
