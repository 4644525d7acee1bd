// Package limits ends bodies.
package limits

import "io"

type reader struct {
	io.ReadCloser
	left int64
}

// Body gives no more than most bytes.
func Body(body io.ReadCloser, most int64) io.ReadCloser {
	return &reader{ReadCloser: body, left: most}
}

func (r *reader) Read(p []byte) (int, error) {
	if r.left <= 0 {
		return 0, io.EOF
	}
	if int64(len(p)) > r.left {
		p = p[:r.left]
	}
	n, err := r.ReadCloser.Read(p)
	r.left -= int64(n)
	return n, err
}
