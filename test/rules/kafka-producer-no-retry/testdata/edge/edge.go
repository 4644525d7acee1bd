package edge

import (
	"context"

	"github.com/IBM/sarama"
	"github.com/segmentio/kafka-go"
)

const once = 1

// The caller gets the error.
func newSync(brokers []string) (sarama.SyncProducer, error) {
	config := sarama.NewConfig()
	config.Producer.Return.Successes = true
	config.Producer.Retry.Max = 0 // want kafka-producer-no-retry info medium
	return sarama.NewSyncProducer(brokers, config)
}

func newWriter(brokers []string) *kafka.Writer {
	return kafka.NewWriter(kafka.WriterConfig{Brokers: brokers, Topic: "orders", MaxAttempts: once}) // want kafka-producer-no-retry info medium
}

// What a broker refuses is lost with or without another attempt.
func newUnacknowledged(brokers []string) (sarama.AsyncProducer, error) {
	config := sarama.NewConfig()
	config.Producer.RequiredAcks = sarama.NoResponse
	config.Producer.Return.Errors = false
	config.Producer.Retry.Max = 0 // want kafka-producer-no-retry info medium
	return sarama.NewAsyncProducer(brokers, config)
}

func ship(ctx context.Context, line []byte) error {
	w := kafka.Writer{
		Addr:         kafka.TCP("kafka:9092"),
		Topic:        "lines",
		RequiredAcks: kafka.RequireNone,
		Async:        true,
		MaxAttempts:  1, // want kafka-producer-no-retry info medium
	}
	defer w.Close()
	return w.WriteMessages(ctx, kafka.Message{Value: line})
}
