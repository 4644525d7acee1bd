package main

import (
	"bufio"
	"context"
	"expvar"
	"os"
	"os/signal"
	"time"

	"example.com/node/channels"
)

type runtime struct{ channels channels.Manager }

func (r *runtime) run(ctx context.Context) {
	r.channels = channels.NewManager(ctx)
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		r.channels.Open(lines.Text())
	}
	<-ctx.Done()
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	(&runtime{}).run(ctx)
}

func init() { expvar.Publish("lines", expvar.Func(lines)) }

// Whoever reads the variables runs it.
func lines() any {
	ticked := make(chan int, 1)
	refresh(ticked)
	return <-ticked
}

func refresh(ticked chan<- int) {
	go func() {
		ticker := time.NewTicker(time.Second) // want ticker-not-stopped warning high
		<-ticker.C
		ticked <- 1
	}()
}
