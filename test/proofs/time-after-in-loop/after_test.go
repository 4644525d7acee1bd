// Package timeafter shows the timers that time.After in a loop leaves behind with the timers of Go before 1.23.
package timeafter

import (
	"runtime"
	"testing"
	"time"
)

const rounds = 20_000

// kept tells how many heap objects are left of a loop that has gone round, while its timers would still run.
func kept(t *testing.T, asynchronous string, loop func(messages <-chan int)) int {
	t.Helper()
	// what a go.mod below `go 1.23` sets; Go 1.27 does not know it any more
	t.Setenv("GODEBUG", "asynctimerchan="+asynchronous)
	messages := make(chan int)
	go func() {
		defer close(messages)
		for range rounds {
			messages <- 1
		}
	}()
	before := objects()
	loop(messages)
	return objects() - before
}

func objects() int {
	runtime.GC()
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return int(stats.HeapObjects)
}

func withAfter(messages <-chan int) {
	for {
		select {
		case _, ok := <-messages:
			if !ok {
				return
			}
		case <-time.After(time.Hour):
			return
		}
	}
}

func withOneTimer(messages <-chan int) {
	timer := time.NewTimer(time.Hour)
	defer timer.Stop()
	for {
		if !timer.Stop() {
			select {
			case <-timer.C:
			default:
			}
		}
		timer.Reset(time.Hour)
		select {
		case _, ok := <-messages:
			if !ok {
				return
			}
		case <-timer.C:
			return
		}
	}
}

// asynchronousTimers tells whether this Go still has the timers of Go before 1.23.
func asynchronousTimers(t *testing.T) bool {
	t.Setenv("GODEBUG", "asynctimerchan=1")
	return cap(time.NewTimer(time.Hour).C) == 1
}

func TestTimersPileUpWithAfter(t *testing.T) {
	if !asynchronousTimers(t) {
		t.Skip("from Go 1.27 on no setting brings the old timers back")
	}
	if got := kept(t, "1", withAfter); got < rounds {
		t.Errorf("%d objects are left after %d rounds, want at least one each", got, rounds)
	}
}

func TestNothingIsLeftWithOneTimer(t *testing.T) {
	if got := kept(t, "1", withOneTimer); got > rounds/10 {
		t.Errorf("%d objects are left after %d rounds, want next to none", got, rounds)
	}
}

func TestNothingIsLeftFromGo123On(t *testing.T) {
	if got := kept(t, "0", withAfter); got > rounds/10 {
		t.Errorf("%d objects are left after %d rounds, want next to none", got, rounds)
	}
}
