package fallible

import (
	"go.temporal.io/sdk/workflow"
)

type runner struct {
	lock  workflow.Mutex
	state int
}

// A Lock that fails has not locked.
func (r *runner) step(ctx workflow.Context) error {
	if err := r.lock.Lock(ctx); err != nil {
		return err
	}
	defer r.lock.Unlock()
	r.state++
	return nil
}

func (r *runner) quick(ctx workflow.Context) int {
	err := r.lock.Lock(ctx)
	if err != nil {
		return 0
	}
	r.state++
	r.lock.Unlock()
	return r.state
}
