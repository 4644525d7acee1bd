/** A module of one package; the tests put files of their own beside it. */
export const GO_MOD = 'module example.com/shop\n\ngo 1.22\n';

/** One finding of http-body-not-closed on `peer.Get(url)`, with one safe fix. */
export const LEAK = `package shop

import (
	"io"
	"net/http"
)

func fetch(peer *http.Client, url string) ([]byte, error) {
	resp, err := peer.Get(url)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(io.LimitReader(resp.Body, 1<<20))
}
`;

/** Two findings of http-body-not-closed, each with a safe fix. */
export const TWO_LEAKS = `${LEAK}
func size(peer *http.Client, url string) (int64, error) {
	resp, err := peer.Get(url + "/size")
	if err != nil {
		return 0, err
	}
	return resp.ContentLength, nil
}
`;

export const CLEAN = LEAK.replace('\treturn io.ReadAll', '\tdefer resp.Body.Close()\n\treturn io.ReadAll');
