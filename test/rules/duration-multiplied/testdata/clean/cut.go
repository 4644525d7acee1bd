package clean

import "time"

// The fraction of a second goes, the rest is a length of time again.
func roundedUntil(until time.Time) time.Duration {
	left := time.Until(until)
	if left > 0 {
		left /= time.Second
		left *= time.Second
	}
	return left
}

func inMinutes(d time.Duration) time.Duration {
	left := time.Until(time.Now().Add(d))
	left = left / time.Minute
	// whole minutes
	left *= time.Minute
	return left
}

func inline(since time.Time) time.Duration {
	return time.Since(since) / time.Second * time.Second
}
