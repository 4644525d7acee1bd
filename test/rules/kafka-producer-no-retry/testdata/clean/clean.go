package clean

import (
	"github.com/IBM/sarama"
	"github.com/segmentio/kafka-go"
)

func defaults(brokers []string) (sarama.AsyncProducer, error) {
	return sarama.NewAsyncProducer(brokers, sarama.NewConfig())
}

func more(brokers []string) (sarama.SyncProducer, error) {
	config := sarama.NewConfig()
	config.Producer.Return.Successes = true
	config.Producer.Retry.Max = 5
	// other things than messages
	config.Metadata.Retry.Max = 0
	config.Consumer.Offsets.Retry.Max = 0
	return sarama.NewSyncProducer(brokers, config)
}

// Whoever runs it decides.
func configured(brokers []string, retries int) (sarama.SyncProducer, error) {
	config := sarama.NewConfig()
	config.Producer.Return.Successes = true
	config.Producer.Retry.Max = retries
	return sarama.NewSyncProducer(brokers, config)
}

func option(brokers []string, ordered bool) (sarama.AsyncProducer, error) {
	config := sarama.NewConfig()
	if ordered {
		config.Producer.Retry.Max = 0
	}
	return sarama.NewAsyncProducer(brokers, config)
}

// Zero is the default of kafka-go.
func zero() *kafka.Writer {
	return &kafka.Writer{Addr: kafka.TCP("kafka:9092"), RequiredAcks: kafka.RequireAll, MaxAttempts: 0}
}

func several() *kafka.Writer {
	return &kafka.Writer{Addr: kafka.TCP("kafka:9092"), RequiredAcks: kafka.RequireAll, MaxAttempts: 3}
}

// A reader has attempts of its own.
func reader() kafka.ReaderConfig {
	return kafka.ReaderConfig{Topic: "orders", MaxAttempts: 1}
}

// A consumer does not look at what is set for producers.
func consumer(brokers []string) (sarama.Consumer, error) {
	config := sarama.NewConfig()
	config.Producer.Retry.Max = 0
	return sarama.NewConsumer(brokers, config)
}
