package basic

import "github.com/IBM/sarama"

func publish(brokers []string, events <-chan string) error {
	producer, err := sarama.NewAsyncProducer(brokers, nil) // want kafka-async-errors-undrained
	if err != nil {
		return err
	}
	defer producer.AsyncClose()
	for event := range events {
		producer.Input() <- &sarama.ProducerMessage{Topic: "events", Value: sarama.StringEncoder(event)}
	}
	return nil
}
