package testify

import (
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
