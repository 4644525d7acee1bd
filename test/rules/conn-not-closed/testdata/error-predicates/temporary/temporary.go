package temporary

import "os"

type passing interface{ Temporary() bool }

// Passes tells of errors that pass.
func Passes(err error) bool {
	passing, ok := err.(passing)
	return ok && passing.Temporary() || isFull(err)
}

// isFull knows of no such error here.
func isFull(err error) bool {
	return false
}

// Quiet holds for no error too.
func Quiet(err error) bool {
	return err == nil || isFull(err) || os.Getenv("QUIET") != ""
}
