package main

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/coredns/caddy"
)

func init() {
	caddy.RegisterPlugin("zones", caddy.Plugin{Action: setup})
}

func main() {
	server, err := caddy.Start(nil)
	if err != nil {
		panic(err)
	}
	server.Wait()
}

// it goes over what the configuration names
func setup(c *caddy.Controller) error {
	for c.Next() {
		for _, bucket := range c.RemainingArgs() {
			if err := check(context.Background(), bucket); err != nil {
				return err
			}
		}
	}
	return nil
}

func check(ctx context.Context, bucket string) error {
	cfg, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return err
	}
	_, err = s3.NewFromConfig(cfg).HeadBucket(ctx, &s3.HeadBucketInput{Bucket: aws.String(bucket)})
	return err
}
