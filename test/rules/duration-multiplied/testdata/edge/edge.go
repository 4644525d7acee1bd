package edge

import (
	"time"
)

// once a number, once a time: not known
func mixed(n int, isShort bool) {
	d := time.Duration(n)
	if isShort {
		d = 5 * time.Second
	}
	time.Sleep(d * time.Second)
}

type poller struct{ every time.Duration }

func (p *poller) set(every time.Duration) { p.every = every }

func (p *poller) run() {
	p.every = time.Minute
	time.Sleep(p.every * time.Second)
}

func long() time.Duration {
	theTimeThatItTakesInTheWorstCase := 3 * time.Minute
	return theTimeThatItTakesInTheWorstCase * time.Millisecond // want duration-multiplied warning high
}

const worst = 10 * time.Second

func converted() time.Duration {
	return time.Duration(worst) * time.Millisecond // want duration-multiplied warning high
}

// `%` and `*` have the same precedence: the remainder is multiplied.
func isOnHalfHour(age time.Duration) bool {
	floor := age.Truncate(5 * time.Minute)
	return floor%30*time.Minute == 0 // want duration-multiplied warning high
}

func rest(age time.Duration) time.Duration {
	floor := age.Truncate(5 * time.Minute)
	return floor % 30 * time.Minute // want duration-multiplied warning high
}
