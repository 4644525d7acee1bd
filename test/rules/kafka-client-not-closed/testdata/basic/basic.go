package basic

import (
	"context"
	"errors"

	"github.com/IBM/sarama"
	"github.com/segmentio/kafka-go"
)

// No path closes it.
func topics(brokers []string) ([]string, error) {
	client, err := sarama.NewClient(brokers, sarama.NewConfig()) // want kafka-client-not-closed warning high
	if err != nil {
		return nil, err
	}
	return client.Topics()
}

// The early return does not.
func send(brokers []string, value []byte) error {
	if len(value) == 0 {
		return nil
	}
	producer, err := sarama.NewSyncProducer(brokers, nil) // want kafka-client-not-closed warning high
	if err != nil {
		return err
	}
	partition, _, err := producer.SendMessage(&sarama.ProducerMessage{Topic: "orders", Value: sarama.ByteEncoder(value)})
	if err != nil {
		return err
	}
	if partition < 0 {
		return errors.New("no partition")
	}
	return producer.Close()
}

func create(brokers []string, topic string) error {
	admin, err := sarama.NewClusterAdmin(brokers, nil) // want kafka-client-not-closed warning high
	if err != nil {
		return err
	}
	return admin.CreateTopic(topic, &sarama.TopicDetail{NumPartitions: 1, ReplicationFactor: 1}, false)
}

// A reader has no error to check.
func first(ctx context.Context, brokers []string) ([]byte, error) {
	reader := kafka.NewReader(kafka.ReaderConfig{Brokers: brokers, Topic: "orders"}) // want kafka-client-not-closed warning high
	m, err := reader.ReadMessage(ctx)
	if err != nil {
		return nil, err
	}
	return m.Value, nil
}
