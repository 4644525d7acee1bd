// Package messages hands over what a peer sends.
package messages

// stream is what gRPC generates.
type stream interface {
	Send(text string) error
	Recv() (*answer, error)
	RecvMsg(m any) error
}

type answer struct{ Acks, Note *string }

// What a peer sends is not for this function to know.
func first(client stream) *answer {
	answers := make(chan *answer)
	go func() {
		for {
			next, err := client.Recv()
			if err != nil {
				return
			}
			answers <- next // want goroutine-leak-send warning high
		}
	}()
	return <-answers
}
