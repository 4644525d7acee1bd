package outputs

import (
	"errors"
	"strings"
	"sync"
)

type scheme string

const (
	plain  = scheme("plain")
	framed = scheme("framed")
)

// schemeOf gives one of the constants, or an error.
func schemeOf(address string) (scheme, error) {
	switch {
	case strings.HasPrefix(address, "plain:"):
		return plain, nil
	case strings.HasPrefix(address, "framed:"):
		return framed, nil
	}
	return "", errors.New("no scheme")
}

type level string

const (
	low  = level("low")
	high = level("high")
)

// levelOf gives whatever it got.
func levelOf(text string) level {
	return level(strings.ToLower(text))
}

type output struct {
	mu    sync.Mutex
	lines []string
}

// Each scheme has its case, and nothing makes another one.
func (o *output) send(address, line string) error {
	o.mu.Lock()
	kind, err := schemeOf(address)
	if err != nil {
		o.mu.Unlock()
		return err
	}
	switch kind {
	case plain:
		o.lines = append(o.lines, line)
	case framed:
		o.lines = append(o.lines, "["+line+"]")
	default:
		return errors.New("unknown scheme")
	}
	o.mu.Unlock()
	return nil
}

// A level may be any text.
func (o *output) tell(kind, line string) error {
	o.mu.Lock() // want mutex-not-unlocked warning high
	switch levelOf(kind) {
	case low:
		o.lines = append(o.lines, line)
	case high:
		o.lines = append(o.lines, strings.ToUpper(line))
	default:
		return errors.New("unknown level")
	}
	o.mu.Unlock()
	return nil
}

// One of the constants has no case.
func (o *output) frame(address, line string) error {
	o.mu.Lock() // want mutex-not-unlocked warning high
	kind, err := schemeOf(address)
	if err != nil {
		o.mu.Unlock()
		return err
	}
	switch kind {
	case framed:
		o.lines = append(o.lines, "["+line+"]")
	default:
		return errors.New("not framed")
	}
	o.mu.Unlock()
	return nil
}
