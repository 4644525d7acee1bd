package random

import (
	"context"
	secure "crypto/rand"
	"io"
	"math/big"
	"strings"
	"time"
)

func delay(parent context.Context, most int64, run func(context.Context, *big.Int)) error {
	ctx, cancel := context.WithTimeout(parent, time.Minute)
	number, err := secure.Int(secure.Reader, big.NewInt(most))
	if err != nil {
		return err
	}
	run(ctx, number)
	cancel()
	return nil
}

func token(parent context.Context, run func(context.Context, []byte)) error {
	ctx, cancel := context.WithTimeout(parent, time.Minute)
	token := make([]byte, 16)
	if _, err := secure.Read(token); err != nil {
		return err
	}
	if _, err := io.ReadFull(secure.Reader, token); err != nil {
		return err
	}
	if _, err := secure.Reader.Read(token); err != nil {
		return err
	}
	run(ctx, token)
	cancel()
	return nil
}

func seeded(parent context.Context, seed string, run func(context.Context, *big.Int)) error {
	ctx, cancel := context.WithTimeout(parent, time.Minute) // want context-cancel-lost warning high
	number, err := secure.Int(strings.NewReader(seed), big.NewInt(7))
	if err != nil {
		return err
	}
	run(ctx, number)
	cancel()
	return nil
}

// A prime of one bit there is not.
func prime(parent context.Context, bits int, run func(context.Context, *big.Int)) error {
	ctx, cancel := context.WithTimeout(parent, time.Minute) // want context-cancel-lost warning high
	number, err := secure.Prime(secure.Reader, bits)
	if err != nil {
		return err
	}
	run(ctx, number)
	cancel()
	return nil
}
