package basic

import (
	"net/http"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

func upload(w http.ResponseWriter, r *http.Request) {
	cfg, err := config.LoadDefaultConfig(r.Context()) // want aws-config-per-request
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	client := s3.NewFromConfig(cfg)
	if _, err := client.PutObject(r.Context(), &s3.PutObjectInput{
		Bucket: aws.String("uploads"), Key: aws.String(r.URL.Path), Body: r.Body,
	}); err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
	}
}
