package peers

import (
	"encoding/json"
	"errors"
	"net"
	"testing"
)

// The last frame is the last thing that the other side sends.
func TestFrames(t *testing.T) {
	local, remote := net.Pipe()
	defer local.Close()
	defer remote.Close()
	frames := make(chan frame)
	failed := make(chan error)
	go decode(local, frames, failed)
	for {
		select {
		case err := <-failed:
			t.Fatal(err)
		case next := <-frames:
			if next.Last {
				return
			}
		}
	}
}

func decode(conn net.Conn, frames chan<- frame, failed chan<- error) {
	decoder := json.NewDecoder(conn)
	for {
		var next frame
		if err := decoder.Decode(&next); err != nil {
			if errors.Is(err, net.ErrClosed) {
				return
			}
			failed <- err
			return
		}
		frames <- next
	}
}
