package main

import (
	"context"
	"fmt"
	"io"
	"net/url"
	"os"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

// open reads what an address names, of which few are in a bucket.
func open(ctx context.Context, address string) (io.ReadCloser, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, err
	}
	switch u.Scheme {
	case "s3":
		return fromBucket(ctx, u)
	default:
		return os.Open(u.Path)
	}
}

func fromBucket(ctx context.Context, u *url.URL) (io.ReadCloser, error) {
	cfg, err := config.LoadDefaultConfig(ctx) // want aws-config-per-request hint low
	if err != nil {
		return nil, err
	}
	out, err := s3.NewFromConfig(cfg).GetObject(ctx, &s3.GetObjectInput{
		Bucket: aws.String(u.Host), Key: aws.String(u.Path),
	})
	if err != nil {
		return nil, err
	}
	return out.Body, nil
}

// backup puts each file into a bucket.
func backup(ctx context.Context, path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	cfg, err := config.LoadDefaultConfig(ctx) // want aws-config-per-request info high
	if err != nil {
		return err
	}
	_, err = s3.NewFromConfig(cfg).PutObject(ctx, &s3.PutObjectInput{
		Bucket: aws.String("backup"), Key: aws.String(path), Body: file,
	})
	return err
}

func main() {
	ctx := context.Background()
	for _, address := range os.Args[1:] {
		content, err := open(ctx, address)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		_, err = io.Copy(os.Stdout, content)
		content.Close()
		if err != nil {
			os.Exit(1)
		}
		if err := backup(ctx, address); err != nil {
			os.Exit(1)
		}
	}
}
