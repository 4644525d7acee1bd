package main

import (
	"context"

	"github.com/IBM/sarama"
	"github.com/segmentio/kafka-go"
)

// Nobody is told of what fails.
func newProducer(brokers []string) (sarama.AsyncProducer, error) {
	config := sarama.NewConfig()
	config.Producer.Retry.Max = 0 // want kafka-producer-no-retry warning high
	config.Producer.Return.Errors = false
	return sarama.NewAsyncProducer(brokers, config)
}

func publish(ctx context.Context, value []byte) error {
	w := &kafka.Writer{
		Addr:         kafka.TCP("kafka:9092"),
		Topic:        "orders",
		RequiredAcks: kafka.RequireAll,
		Async:        true,
		MaxAttempts:  1, // want kafka-producer-no-retry warning high
	}
	defer w.Close()
	return w.WriteMessages(ctx, kafka.Message{Value: value})
}

func main() {
	_, _ = newProducer(nil)
	_ = publish(context.Background(), nil)
}
