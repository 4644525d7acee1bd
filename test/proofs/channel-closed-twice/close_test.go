// Package closedtwice shows the panic of a function that defers a close and closes on a failure as well.
package closedtwice

import (
	"errors"
	"fmt"
	"testing"
)

var errFailed = errors.New("failed")

func watch(run func() error, closesOnFailure bool) (err error, panicked any) {
	defer func() { panicked = recover() }()
	done := make(chan struct{})
	defer close(done)
	if err = run(); err != nil && closesOnFailure {
		close(done)
	}
	return err, nil
}

func fails() error { return errFailed }

func TestSecondClosePanicsWhenItFails(t *testing.T) {
	_, panicked := watch(fails, true)
	if got := fmt.Sprint(panicked); got != "close of closed channel" {
		t.Errorf("it panics with %q, want close of closed channel", got)
	}
	if _, panicked := watch(func() error { return nil }, true); panicked != nil {
		t.Errorf("it panics with %v without a failure", panicked)
	}
}

func TestOneClosePanicsNever(t *testing.T) {
	err, panicked := watch(fails, false)
	if panicked != nil || !errors.Is(err, errFailed) {
		t.Errorf("it ends with %v and panics with %v, want the failure alone", err, panicked)
	}
}
