package hub

import (
	"net"
	"net/http"

	"github.com/gorilla/websocket"
)

var upgrader websocket.Upgrader

// take gives the connection of an answer, where there is one.
func take(w http.ResponseWriter, r *http.Request) (*websocket.Conn, bool) {
	if w == nil || r == nil {
		return nil, false
	}
	conn, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return nil, false
	}
	return conn, true
}

type options struct{ address string }

// open dials what the options say, and without any nobody.
func open(o *options) (net.Conn, error) {
	if o == nil {
		return nil, nil
	}
	return net.Dial("tcp", o.address)
}

func nobody() error {
	_, err := open(nil)
	return err
}

func somebody(address string) error {
	_, err := open(&options{address}) // want conn-not-closed
	return err
}
