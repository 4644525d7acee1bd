package clean

import "time"

// a bare number of the type, still without its unit
const retries time.Duration = 3

type Config struct {
	// in seconds
	Timeout time.Duration
	count   time.Duration
}

func load(n int) Config { return Config{Timeout: 5, count: time.Duration(n)} }

func (c Config) wait() {
	time.Sleep(c.Timeout * time.Second)
	time.Sleep(c.count * time.Second)
}

func units(n int, f float64) {
	time.Sleep(5 * time.Second)
	time.Sleep(retries * time.Second)
	time.Sleep(time.Duration(n) * time.Second)
	time.Sleep(time.Duration(f*1000) * time.Millisecond)
	time.Sleep(time.Second * time.Duration(n))
}

func given(d time.Duration) {
	time.Sleep(d * time.Second)
}

func number(n int) {
	d := time.Duration(n)
	time.Sleep(d * time.Minute)
	d *= time.Second
	time.Sleep(d)
}

func rounded(d time.Duration) time.Duration {
	start := time.Now()
	elapsed := time.Since(start)
	whole := elapsed / time.Second * time.Second
	seconds := time.Duration(elapsed.Seconds()) * time.Second
	return whole + seconds + d
}

// a share of the time
func share(total, part time.Duration) time.Duration {
	elapsed := 3 * time.Second
	whole := 10 * time.Second
	return elapsed * time.Minute / whole
}

func square(start time.Time) time.Duration {
	deviation := time.Since(start)
	return deviation * deviation
}

func scaled(start time.Time) time.Duration {
	return time.Duration(float64(time.Since(start)) * 1.5)
}

func doubled(start time.Time) time.Duration {
	backoff := 100 * time.Millisecond
	backoff *= 2
	return backoff * 4
}

const years = 100

func days() time.Duration {
	return time.Duration(years)*365*24*time.Hour + time.Duration(1<<10)*100*time.Millisecond
}

// One nanosecond leaves the other as it is.
func spread(most time.Duration) time.Duration {
	return most * time.Nanosecond / 2
}
