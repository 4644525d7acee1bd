package basic

import (
	"context"
	"flag"
	"time"
)

const limit = 5 * time.Second

var wait = flag.Duration("wait", time.Second, "time to wait")

type client struct {
	timeout time.Duration
}

func newClient() *client { return &client{timeout: 30 * time.Second} }

func (c *client) call(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, c.timeout*time.Second) // want duration-multiplied warning high
}

func constant() {
	time.Sleep(limit * time.Millisecond) // want duration-multiplied warning high
}

func local() {
	pause := 200 * time.Millisecond
	time.Sleep(time.Millisecond * pause) // want duration-multiplied warning high
	time.Sleep(pause)
}

func since(start time.Time, factor int) time.Duration {
	elapsed := time.Since(start)
	return elapsed * time.Second * time.Duration(factor) // want duration-multiplied warning high
}

func fromFlag() {
	time.Sleep(*wait * time.Second) // want duration-multiplied warning high
}

func counted(n int) {
	pause := time.Duration(n) * time.Second
	pause *= time.Second // want duration-multiplied warning high
	time.Sleep(pause)
}

func twice() time.Duration {
	pause := 2 * limit
	return (2 * pause) * time.Second // want duration-multiplied warning high
}
