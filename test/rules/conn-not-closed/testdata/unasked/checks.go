package unasked

import (
	"errors"
	"net"
	"syscall"
)

type report struct{ lines []string }

func (r *report) record(what string, holds bool, details string) {
	if !holds {
		r.lines = append(r.lines, what+": "+details)
	}
}

func isRefused(err error) bool {
	return errors.Is(err, syscall.ECONNREFUSED)
}

func isFine(err error) bool {
	return err == nil
}

func text(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// checkClosed wants the port to be closed, and says so where it is not.
func checkClosed(r *report, address string) {
	_, err := net.Dial("tcp", address) // want conn-not-closed low
	r.record("refused", isRefused(err), text(err))
}

// checkOpen wants it to be open.
func checkOpen(r *report, address string) {
	_, err := net.Dial("tcp", address) // want conn-not-closed
	r.record("open", isFine(err), text(err))
}

// refuses is asked by others what to do.
func refuses(address string) bool {
	_, err := net.Dial("tcp", address) // want conn-not-closed
	return isRefused(err)
}
