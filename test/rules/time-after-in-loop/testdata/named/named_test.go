package named

import (
	"testing"
	"time"
)

func TestConsume(t *testing.T) {
	pause = time.Millisecond
	nap = time.Hour
	messages := make(chan string)
	go consume(messages, func(string) {})
	go consumeSoon(messages, func(string) {})
	messages <- "one"
}
