package main

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

type probe interface {
	look(ctx context.Context) error
}

type cloud struct{}

func (cloud) look(ctx context.Context) error {
	cfg, err := config.LoadDefaultConfig(ctx) // want aws-config-per-request hint low
	if err != nil {
		return err
	}
	_, err = sts.NewFromConfig(cfg).GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
	return err
}

type host struct{}

func (host) look(ctx context.Context) error { return ctx.Err() }

// which of them a round runs is not known
func main() {
	probes := []probe{cloud{}, host{}}
	for {
		_ = probes[time.Now().Second()%len(probes)].look(context.Background())
		time.Sleep(time.Minute)
	}
}
