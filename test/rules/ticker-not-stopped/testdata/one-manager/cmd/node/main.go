package main

import (
	"bufio"
	"context"
	"os"
	"os/signal"

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
