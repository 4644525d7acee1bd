package testswitch

import "time"

var (
	isQuiet  = false
	isSilent bool
	isMuted  = false
	isBusy   = true
)

// Mute may be called by anybody.
func Mute() { isMuted = true }

func renew(stop <-chan struct{}, hold func() bool) {
	ticker := time.NewTicker(time.Second)
	for {
		select {
		case <-ticker.C:
			if !hold() {
				if isQuiet {
					return
				}
				panic("lost")
			}
		case <-stop:
			ticker.Stop()
			return
		}
	}
}

func renewSilent(stop <-chan struct{}, hold func() bool) {
	ticker := time.NewTicker(time.Second)
	for {
		select {
		case <-ticker.C:
			if !hold() && isSilent || !isBusy {
				return
			}
		case <-stop:
			ticker.Stop()
			return
		}
	}
}

func renewMuted(stop <-chan struct{}, hold func() bool) {
	ticker := time.NewTicker(time.Second) // want ticker-not-stopped
	for {
		select {
		case <-ticker.C:
			if !hold() && isMuted {
				return
			}
		case <-stop:
			ticker.Stop()
			return
		}
	}
}
