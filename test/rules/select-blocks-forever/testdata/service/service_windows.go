package service

import "golang.org/x/sys/windows/svc"

type handler struct{ stop func() }

// The service manager has a request for it as long as it runs.
func (h *handler) Execute(args []string, requests <-chan svc.ChangeRequest, states chan<- svc.Status) (bool, uint32) {
	states <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop}
	for {
		select {
		case request := <-requests:
			if request.Cmd == svc.Stop {
				h.stop()
				return false, 0
			}
		}
	}
}

type request struct{ stop bool }

func (h *handler) Answer(requests <-chan request) {
	for {
		select { // want select-blocks-forever
		case one := <-requests:
			if one.stop {
				h.stop()
				return
			}
		}
	}
}
