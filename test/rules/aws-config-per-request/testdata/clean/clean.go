package main

import (
	"context"
	"log"
	"net/http"
	"sync"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

type store struct {
	cfg    aws.Config
	client *s3.Client
}

// a constructor that keeps the client
func newStore(ctx context.Context) (*store, error) {
	cfg, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return nil, err
	}
	return &store{client: s3.NewFromConfig(cfg)}, nil
}

func (s *store) handle(w http.ResponseWriter, r *http.Request) {
	_, _ = s.client.HeadBucket(r.Context(), &s3.HeadBucketInput{Bucket: aws.String("uploads")})
}

// a client per request over one HTTP client
var shared = &http.Client{}

func overShared(w http.ResponseWriter, r *http.Request) {
	cfg, err := config.LoadDefaultConfig(r.Context(), config.WithHTTPClient(shared))
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	_, _ = s3.NewFromConfig(cfg).HeadBucket(r.Context(), &s3.HeadBucketInput{Bucket: aws.String("uploads")})
}

func newShared(ctx context.Context) (*store, error) {
	cfg, err := config.LoadDefaultConfig(ctx, config.WithHTTPClient(shared))
	return &store{cfg: cfg}, err
}

func (s *store) ofShared(w http.ResponseWriter, r *http.Request) {
	_, _ = s3.NewFromConfig(s.cfg).HeadBucket(r.Context(), &s3.HeadBucketInput{Bucket: aws.String("uploads")})
}

// of a configuration that somebody else has made
func of(cfg aws.Config, w http.ResponseWriter, r *http.Request) {
	_, _ = s3.NewFromConfig(cfg).HeadBucket(r.Context(), &s3.HeadBucketInput{Bucket: aws.String("uploads")})
}

// only asked which region it is
func region(w http.ResponseWriter, r *http.Request) {
	cfg, err := config.LoadDefaultConfig(r.Context())
	if err == nil {
		w.Header().Set("Region", cfg.Region)
	}
}

// made by the first request only
var (
	once sync.Once
	late *s3.Client
)

func lazily(w http.ResponseWriter, r *http.Request) {
	once.Do(func() {
		cfg, err := config.LoadDefaultConfig(context.Background())
		if err != nil {
			log.Fatal(err)
		}
		late = s3.NewFromConfig(cfg)
	})
	_, _ = late.HeadBucket(r.Context(), &s3.HeadBucketInput{Bucket: aws.String("uploads")})
}

// one for each tenant, kept
var tenants sync.Map

func ofTenant(w http.ResponseWriter, r *http.Request) {
	cfg, err := config.LoadDefaultConfig(r.Context(), config.WithSharedConfigProfile(r.FormValue("tenant")))
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	client := s3.NewFromConfig(cfg)
	tenants.Store(r.FormValue("tenant"), client)
	_, _ = client.HeadBucket(r.Context(), &s3.HeadBucketInput{Bucket: aws.String("uploads")})
}

// one for each region of a list
func regions(ctx context.Context, names []string) error {
	for _, name := range names {
		cfg, err := config.LoadDefaultConfig(ctx, config.WithRegion(name))
		if err != nil {
			return err
		}
		if _, err := s3.NewFromConfig(cfg).HeadBucket(ctx, &s3.HeadBucketInput{}); err != nil {
			return err
		}
	}
	return nil
}

func main() {
	ctx := context.Background()
	s, err := newStore(ctx)
	if err != nil {
		log.Fatal(err)
	}
	other, err := newShared(ctx)
	if err != nil {
		log.Fatal(err)
	}
	if err := regions(ctx, []string{"eu-west-1", "us-east-1"}); err != nil {
		log.Fatal(err)
	}
	http.HandleFunc("/store", s.handle)
	http.HandleFunc("/shared", overShared)
	http.HandleFunc("/of", other.ofShared)
	http.HandleFunc("/config", func(w http.ResponseWriter, r *http.Request) { of(other.cfg, w, r) })
	http.HandleFunc("/region", region)
	http.HandleFunc("/lazily", lazily)
	http.HandleFunc("/tenant", ofTenant)
	log.Fatal(http.ListenAndServe(":8080", nil))
}
