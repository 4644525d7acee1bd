package checks

import (
	"context"
	"net/http"

	"example.com/suite/wait"
)

type Target struct {
	Address string
	Client  *http.Client
}

type Peer struct {
	Client *http.Client
}

func Pages(ctx context.Context, client http.Client) error {
	return wait.ForPage(ctx, client, "http://127.0.0.1:8081")
}

func Targets(ctx context.Context, target Target) error {
	return wait.ForTarget(ctx, *target.Client, target.Address)
}

func Peers(ctx context.Context, peer Peer, bounded http.Client) error {
	if err := wait.ForPeer(ctx, peer.Client); err != nil {
		return err
	}
	if err := wait.ForEither(ctx, &bounded); err != nil {
		return err
	}
	return wait.ForEither(ctx, peer.Client)
}

// Nobody calls it.
func Spare(ctx context.Context, client http.Client) error {
	return wait.ForPage(ctx, client, "http://127.0.0.1:8082")
}
