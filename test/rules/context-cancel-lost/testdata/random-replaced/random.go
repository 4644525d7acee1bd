package random

import (
	"context"
	"crypto/rand"
	"io"
	"math/big"
	"time"
)

func replace(reader io.Reader) {
	rand.Reader = reader
}

func delay(parent context.Context, run func(context.Context, *big.Int)) error {
	ctx, cancel := context.WithTimeout(parent, time.Minute) // want context-cancel-lost warning high
	number, err := rand.Int(rand.Reader, big.NewInt(7))
	if err != nil {
		return err
	}
	run(ctx, number)
	cancel()
	return nil
}
