package node

import "net"

// Stopped fails, and main ends the process through a function of the module.
func Stopped(address string) error {
	conn, err := net.Dial("tcp", address) // want conn-not-closed info low
	if err != nil {
		return err
	}
	if conn.LocalAddr().Network() == "" {
		return errNotReady
	}
	return conn.Close()
}

// Unstopped fails, and main goes on behind a function that only panics where nothing is wrong.
func Unstopped(address string) error {
	conn, err := net.Dial("tcp", address) // want conn-not-closed warning high
	if err != nil {
		return err
	}
	if conn.LocalAddr().Network() == "" {
		return errNotReady
	}
	return conn.Close()
}

// Unnamed gives its error by name, with a return that has no values.
func Unnamed(address string) (err error) {
	conn, err := net.Dial("tcp", address) // want conn-not-closed info low
	if err != nil {
		return
	}
	if _, err = conn.Write(nil); err != nil {
		return
	}
	return conn.Close()
}

// UnnamedTwice fails with an error that has been told and forgotten: its callers do not hear of it.
func UnnamedTwice(address string) (err error) {
	conn, err := net.Dial("tcp", address) // want conn-not-closed warning high
	if err != nil {
		return
	}
	if _, err = conn.Write(nil); err != nil {
		err = nil
		return
	}
	return conn.Close()
}
