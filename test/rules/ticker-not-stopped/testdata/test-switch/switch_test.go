package testswitch

import (
	"testing"
	"time"
)

func TestRenew(t *testing.T) {
	isQuiet, isSilent, isBusy = true, true, false
	go renew(nil, func() bool { return true })
	go renewSilent(nil, func() bool { return true })
	ticker := time.NewTicker(time.Second) // want ticker-not-stopped
	for range ticker.C {
		if isQuiet {
			return
		}
	}
	ticker.Stop()
}
