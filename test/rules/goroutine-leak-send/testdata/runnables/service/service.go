package service

import "golang.org/x/sys/windows/svc"

type handler struct{ run func([]string) error }

// The service ends with it.
func (h *handler) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	failed := make(chan error)
	go func() {
		failed <- h.run(args) // want goroutine-leak-send low
	}()
	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop}
	for {
		select {
		case request := <-requests:
			if request.Cmd == svc.Stop {
				return false, 0
			}
		case err := <-failed:
			return err != nil, 1
		}
	}
}

// A method of the same name that is something else.
func (h *handler) ExecuteAll(args []string, stop <-chan struct{}) bool {
	failed := make(chan error)
	go func() {
		failed <- h.run(args) // want goroutine-leak-send warning high
	}()
	select {
	case <-stop:
		return false
	case err := <-failed:
		return err == nil
	}
}
