package edge

import (
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
