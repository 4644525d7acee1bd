package left

import (
	"bufio"
	"net/http"

	"golang.org/x/sync/errgroup"
)

type tail struct{ group errgroup.Group }

// follow leaves the body to a goroutine that goes on behind it: it must stay open here.
func (t *tail) follow(u string) error {
	resp, err := http.Get(u)
	if err != nil {
		return err
	}
	t.group.Go(func() error { return read(resp) })
	return nil
}

// awaited has the body to itself again when the goroutine is done.
func awaited(u string) error {
	resp, err := http.Get(u) // want http-body-not-closed warning high
	if err != nil {
		return err
	}
	var group errgroup.Group
	group.Go(func() error { return read(resp) })
	return group.Wait()
}

func read(resp *http.Response) error {
	lines := bufio.NewScanner(resp.Body)
	for lines.Scan() {
		println(lines.Text())
	}
	return lines.Err()
}
