package stop

import (
	"fmt"
	"os"
)

var run = &runner{}

type runner struct{ last []func() }

// Before has a function called before the end.
func Before(f func()) { run.last = append(run.last, f) }

// Because tells why and ends the process; a panic that it has stopped goes on instead.
func Because(err error) {
	run.end(1, err, recover())
}

func (r *runner) end(code int, err error, stopped any) {
	for _, f := range r.last {
		f()
	}
	if stopped != nil {
		panic(stopped)
	}
	fmt.Fprintln(os.Stderr, err)
	os.Exit(code)
}

// Perhaps ends the process for an error only.
func Perhaps(err error) {
	if err == nil {
		panic("nothing wrong")
	}
	fmt.Fprintln(os.Stderr, err)
}
