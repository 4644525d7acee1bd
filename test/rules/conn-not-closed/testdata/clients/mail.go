package clients

import (
	"crypto/tls"
	"net"
	"net/smtp"
)

func deliver(address, host, from string) error {
	var (
		session *smtp.Client
		conn    net.Conn
		err     error
	)
	conn, err = tls.Dial("tcp", address, nil)
	if err != nil {
		return err
	}
	session, err = smtp.NewClient(conn, host)
	if err != nil {
		conn.Close()
		return err
	}
	defer func() {
		if err := session.Quit(); err != nil {
			println(err.Error())
		}
	}()
	return session.Mail(from)
}

func deliverAndSay(address, host, from string) error {
	conn, err := tls.Dial("tcp", address, nil)
	if err != nil {
		return err
	}
	session, err := smtp.NewClient(conn, host)
	if err != nil {
		conn.Close()
		return err
	}
	if err := session.Mail(from); err != nil {
		session.Close()
		return err
	}
	return session.Quit()
}

// Reset only starts a new message.
func deliverAndReset(address, host, from string) error {
	conn, err := tls.Dial("tcp", address, nil) // want conn-not-closed
	if err != nil {
		return err
	}
	session, err := smtp.NewClient(conn, host)
	if err != nil {
		conn.Close()
		return err
	}
	defer func() {
		if err := session.Reset(); err != nil {
			println(err.Error())
		}
	}()
	return session.Mail(from)
}
