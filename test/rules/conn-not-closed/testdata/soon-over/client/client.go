package client

import "net"

// Other modules may call it from what runs on.
func Greet(address string) (string, error) {
	conn, err := net.Dial("tcp", address) // want conn-not-closed hint low
	if err != nil {
		return "", err
	}
	text := make([]byte, 8)
	if _, err := conn.Read(text); err != nil {
		return "", err
	}
	return string(text), conn.Close()
}
