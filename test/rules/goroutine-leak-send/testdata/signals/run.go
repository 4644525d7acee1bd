package signals

import "errors"

func run(ready func() bool, stop <-chan struct{}) error {
	if !ready() {
		return errors.New("not ready")
	}
	<-stop
	return nil
}

func runAtOnce(ready func() bool, stop <-chan struct{}) error {
	select {
	case <-stop:
		return nil
	default:
		return run(ready, nil)
	}
}
