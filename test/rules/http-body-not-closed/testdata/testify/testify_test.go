package testify

import (
	"io"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestA(t *testing.T) {
	resp, err := http.Get("u")
	if assert.NoError(t, err) {
		resp.Body.Close()
	}
}

func TestB(t *testing.T) {
	resp, err := http.Get("u")
	require.NoError(t, err)
	resp.Body.Close()
}

func TestC(t *testing.T) {
	resp, err := http.Get("u") // want http-body-not-closed info high
	require.NoError(t, err)
	assert.Equal(t, 200, resp.StatusCode)
}
func TestD(t *testing.T) {
	require := require.New(t)
	resp, err := http.Get("u") // want http-body-not-closed info high
	require.NoError(err)
	require.Equal(200, resp.StatusCode)
}
func TestE(t *testing.T) {
	resp, err := http.Get("u")
	if !assert.NoError(t, err) {
		return
	}
	defer resp.Body.Close()
}

func TestRefused(t *testing.T) {
	_, err := http.Get("http://refused.example")
	assert.NotNil(t, err)
}

func TestRefusedWithWords(t *testing.T) {
	assert := assert.New(t)
	_, err := http.Get("http://refused.example")
	assert.Contains(err.Error(), "refused")
}

func TestPerhapsAsked(t *testing.T) {
	_, err := http.Get("http://example.com") // want http-body-not-closed info high
	assert.True(t, err == nil || err.Error() == "refused")
}

func TestRefusedOrNot(t *testing.T) {
	assert := assert.New(t)
	resp, err := http.Get("http://example.com")
	if assert.NoError(err) {
		resp.Body.Close()
	}
}

func TestNoContent(t *testing.T) {
	resp, err := http.Post("http://example.com", "text/plain", nil)
	require.NoError(t, err)
	require.Equal(t, http.StatusNoContent, resp.StatusCode)
}

func TestContent(t *testing.T) {
	resp, err := http.Post("http://example.com", "text/plain", nil) // want http-body-not-closed hint low
	require.NoError(t, err)
	require.Equal(t, http.StatusCreated, resp.StatusCode)
}

func TestReadWhole(t *testing.T) {
	resp, err := http.Get("http://example.com") // want http-body-not-closed hint low
	require.NoError(t, err)
	body, err := io.ReadAll(resp.Body)
	if assert.NoError(t, err) {
		assert.Equal(t, "pong", string(body))
	}
}

func TestNotNilResponse(t *testing.T) {
	resp, err := http.Get("http://example.com") // want http-body-not-closed info high
	require.NoError(t, err)
	assert.NotNil(t, resp)
}
