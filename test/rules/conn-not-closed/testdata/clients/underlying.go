package clients

import (
	"net/http"
	"time"

	"github.com/gorilla/websocket"
)

var sockets websocket.Upgrader

// what it gives is the connection that it stands over
func relay(w http.ResponseWriter, r *http.Request, copyTo func([]byte) error) error {
	socket, err := sockets.Upgrade(w, r, nil)
	if err != nil {
		return err
	}
	conn := socket.NetConn()
	defer conn.Close()
	_, message, err := socket.ReadMessage()
	if err != nil {
		return err
	}
	return copyTo(message)
}

// asked for its deadline, not closed
func hurry(w http.ResponseWriter, r *http.Request, copyTo func([]byte) error) error {
	socket, err := sockets.Upgrade(w, r, nil) // want conn-not-closed
	if err != nil {
		return err
	}
	if err := socket.NetConn().SetReadDeadline(time.Now().Add(time.Minute)); err != nil {
		return err
	}
	_, message, err := socket.ReadMessage()
	if err != nil {
		return err
	}
	return copyTo(message)
}
