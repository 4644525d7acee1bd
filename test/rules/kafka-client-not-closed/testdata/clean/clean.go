package clean

import (
	"context"

	"github.com/IBM/sarama"
	"github.com/segmentio/kafka-go"
)

func deferred(brokers []string) ([]string, error) {
	client, err := sarama.NewClient(brokers, nil)
	if err != nil {
		return nil, err
	}
	defer func() { _ = client.Close() }()
	return client.Topics()
}

// The one that keeps it closes it.
type bus struct {
	producer sarama.AsyncProducer
	group    sarama.ConsumerGroup
	writer   *kafka.Writer
}

func newBus(brokers []string) (*bus, error) {
	producer, err := sarama.NewAsyncProducer(brokers, nil)
	if err != nil {
		return nil, err
	}
	group, err := sarama.NewConsumerGroup(brokers, "orders", nil)
	if err != nil {
		producer.AsyncClose()
		return nil, err
	}
	return &bus{producer: producer, group: group, writer: kafka.NewWriter(kafka.WriterConfig{Brokers: brokers})}, nil
}

func (b *bus) Close() error {
	b.producer.AsyncClose()
	_ = b.writer.Close()
	return b.group.Close()
}

// The admin closes the client that it was made from.
func admin(brokers []string) error {
	client, err := sarama.NewClient(brokers, nil)
	if err != nil {
		return err
	}
	cluster, err := sarama.NewClusterAdminFromClient(client)
	if err != nil {
		_ = client.Close()
		return err
	}
	defer cluster.Close()
	return cluster.DeleteTopic("orders")
}

// Handed to whoever consumes.
func consumer(brokers []string, run func(sarama.ConsumerGroup) error) error {
	group, err := sarama.NewConsumerGroup(brokers, "orders", nil)
	if err != nil {
		return err
	}
	return run(group)
}

func read(ctx context.Context, brokers []string) (kafka.Message, error) {
	reader := kafka.NewReader(kafka.ReaderConfig{Brokers: brokers, Topic: "orders"})
	defer reader.Close()
	return reader.ReadMessage(ctx)
}

func open(brokers []string) *kafka.Reader {
	return kafka.NewReader(kafka.ReaderConfig{Brokers: brokers, Topic: "orders"})
}

// It is closed unless it is already.
func refreshed(brokers []string) (sarama.Client, error) {
	client, err := sarama.NewClient(brokers, nil)
	if err != nil {
		return nil, err
	}
	if err := client.RefreshMetadata("orders"); err != nil {
		if !client.Closed() {
			_ = client.Close()
		}
		return nil, err
	}
	return client, nil
}

// The same, the other way round.
func unlessClosed(brokers []string) error {
	client, err := sarama.NewClient(brokers, nil)
	if err != nil {
		return err
	}
	err = client.RefreshMetadata("orders")
	if client.Closed() {
		return err
	}
	return client.Close()
}
