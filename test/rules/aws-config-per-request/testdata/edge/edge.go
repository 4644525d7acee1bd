package edge

import (
	"context"
	"net/http"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
)

var settings struct{ region, endpoint string }

// a helper that makes one for each of its callers, with options that are always the same
func newClient(ctx context.Context) (*s3.Client, error) {
	options := []func(*config.LoadOptions) error{config.WithRegion(settings.region)}
	if settings.endpoint != "" {
		options = append(options, func(o *config.LoadOptions) error {
			o.BaseEndpoint = settings.endpoint
			return nil
		})
	}
	cfg, err := config.LoadDefaultConfig(ctx, options...) // want aws-config-per-request
	if err != nil {
		return nil, err
	}
	return s3.NewFromConfig(cfg, func(o *s3.Options) { o.UsePathStyle = true }), nil
}

func remove(w http.ResponseWriter, r *http.Request) {
	client, err := newClient(r.Context())
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	_, _ = client.DeleteObject(r.Context(), &s3.DeleteObjectInput{Bucket: aws.String("uploads"), Key: &r.URL.Path})
}

// a client per request of a configuration that is loaded once
type server struct{ cfg aws.Config }

func newServer(ctx context.Context) (*server, error) {
	cfg, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return nil, err
	}
	return &server{cfg: cfg}, nil
}

func (s *server) item(w http.ResponseWriter, r *http.Request) {
	db := dynamodb.NewFromConfig(s.cfg) // want aws-config-per-request
	_, _ = db.GetItem(r.Context(), &dynamodb.GetItemInput{TableName: aws.String("items")})
}

// per message
func consume(ctx context.Context, messages <-chan string) error {
	for message := range messages {
		cfg, err := config.LoadDefaultConfig(ctx) // want aws-config-per-request
		if err != nil {
			return err
		}
		cfg.RetryMaxAttempts = 5
		_, err = sqs.NewFromConfig(cfg).SendMessage(ctx, &sqs.SendMessageInput{MessageBody: &message})
		if err != nil {
			return err
		}
	}
	return nil
}

// the region comes with the request: of low confidence, which is not shown by default
func list(w http.ResponseWriter, r *http.Request) {
	cfg, err := config.LoadDefaultConfig(r.Context(), config.WithRegion(r.FormValue("region")))
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	_, _ = s3.NewFromConfig(cfg).ListObjectsV2(r.Context(), &s3.ListObjectsV2Input{Bucket: aws.String("uploads")})
}
