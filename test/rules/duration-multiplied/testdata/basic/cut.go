package basic

import "time"

// What is divided by one unit is no number of another.
func otherUnit(until time.Time) time.Duration {
	left := time.Until(until)
	left /= 2
	left *= time.Second // want duration-multiplied
	return left
}

func otherVariable(until time.Time, rest time.Duration) (time.Duration, time.Duration) {
	left := time.Until(until)
	rest /= time.Second
	left *= time.Second // want duration-multiplied
	return left, rest
}
