package panics

import (
	"testing"

	"github.com/segmentio/kafka-go"
)

var incomplete = kafka.ReaderConfig{GroupID: "group", Partition: 2}

// The result says whether there was a panic, which the test wants.
func TestAnswers(t *testing.T) {
	rejects := func() (rejected bool) {
		defer func() {
			if cause := recover(); cause != nil {
				rejected = true
			}
		}()
		kafka.NewReader(incomplete) // want kafka-client-not-closed hint low
		return false
	}
	if !rejects() {
		t.Fatal("accepted")
	}
}

func TestFailsOtherwise(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("accepted")
		}
	}()
	kafka.NewReader(incomplete) // want kafka-client-not-closed hint low
}

func TestMarks(t *testing.T) {
	rejected := false
	func() {
		defer func() { rejected = recover() != nil }()
		_ = kafka.NewReader(incomplete) // want kafka-client-not-closed hint low
	}()
	if !rejected {
		t.Fatal("accepted")
	}
}

// The test fails for a panic.
func TestAccepts(t *testing.T) {
	rejects := func() (rejected bool) {
		defer func() {
			if cause := recover(); cause != nil {
				rejected = true
			}
		}()
		kafka.NewReader(incomplete) // want kafka-client-not-closed info high
		return false
	}
	if rejects() {
		t.Fatal("rejected")
	}
}

// What panics is what comes behind.
func TestPanicsLater(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("accepted")
		}
	}()
	r := kafka.NewReader(incomplete) // want kafka-client-not-closed info high
	r.SetOffset(-7)
}

// A panic is only turned into a line of the log.
func TestGoesOn(t *testing.T) {
	defer func() {
		if cause := recover(); cause != nil {
			t.Log(cause)
		}
	}()
	kafka.NewReader(incomplete) // want kafka-client-not-closed info high
}
