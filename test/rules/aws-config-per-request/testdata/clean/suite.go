package main

import (
	"context"
	"testing"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

type suite struct{ t *testing.T }

// for tests, although its file is not one
func (s *suite) EnsureBucket(ctx context.Context) error {
	cfg, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return err
	}
	_, err = s3.NewFromConfig(cfg).HeadBucket(ctx, &s3.HeadBucketInput{})
	return err
}
