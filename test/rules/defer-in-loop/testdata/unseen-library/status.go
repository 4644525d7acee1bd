package status

import (
	"context"
	"time"

	"example.com/cluster"
)

// Each further round comes after a failure, of a library whose types are not known.
func firstStatus(ctx context.Context, client *cluster.Client, endpoints []string) *cluster.Status {
	for _, endpoint := range endpoints {
		ctx, cancel := context.WithTimeout(ctx, time.Second)
		defer cancel() // want defer-in-loop hint low
		status, err := client.Status(ctx, endpoint)
		if err != nil {
			println(endpoint)
			continue
		}
		return status
	}
	return nil
}

// Each further round comes after an answer.
func lastStatus(ctx context.Context, client *cluster.Client, endpoints []string) (last *cluster.Status) {
	for _, endpoint := range endpoints {
		ctx, cancel := context.WithTimeout(ctx, time.Second)
		defer cancel() // want defer-in-loop warning high
		status, err := client.Status(ctx, endpoint)
		if err != nil {
			return nil
		}
		last = status
	}
	return last
}
