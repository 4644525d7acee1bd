package probe

import (
	"context"
	"errors"
	"net"
	"time"
)

// Nobody can end the context: every answer is received before the close.
func All(ctx context.Context, addresses []string) error {
	answers := make(chan error)
	for _, address := range addresses {
		go func(address string) {
			conn, err := net.DialTimeout("tcp", address, time.Second)
			if err == nil {
				err = conn.Close()
			}
			answers <- err // want send-after-close low
		}(address)
	}
	var failed error
	for range addresses {
		select {
		case err := <-answers:
			failed = errors.Join(failed, err)
		case <-ctx.Done():
		}
	}
	close(answers)
	return failed
}

// A signal ends it.
func UntilStopped(ctx context.Context, addresses []string) error {
	answers := make(chan error)
	for _, address := range addresses {
		go func(address string) {
			conn, err := net.DialTimeout("tcp", address, time.Second)
			if err == nil {
				err = conn.Close()
			}
			answers <- err // want send-after-close high
		}(address)
	}
	var failed error
	for range addresses {
		select {
		case err := <-answers:
			failed = errors.Join(failed, err)
		case <-ctx.Done():
		}
	}
	close(answers)
	return failed
}

// The timer alone may leave answers behind.
func First(ctx context.Context, addresses []string) error {
	answers := make(chan error)
	for _, address := range addresses {
		go func(address string) {
			conn, err := net.DialTimeout("tcp", address, time.Second)
			if err == nil {
				err = conn.Close()
			}
			answers <- err // want send-after-close high
		}(address)
	}
	var failed error
	for range addresses {
		select {
		case err := <-answers:
			failed = errors.Join(failed, err)
		case <-time.After(time.Second):
		case <-ctx.Done():
		}
	}
	close(answers)
	return failed
}
