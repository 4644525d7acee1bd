// Package loop shows what becomes of a context that each round of a loop derives from the one of the round before.
package loop

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"
)

const rounds = 1000

type key struct{}

// depth tells how many values a context holds, its parents' included.
func depth(ctx context.Context) int {
	return strings.Count(fmt.Sprint(ctx), ".WithValue(")
}

func TestTheChainGrowsWithEachRound(t *testing.T) {
	ctx := context.Background()
	for round := range rounds {
		ctx = context.WithValue(ctx, key{}, round)
	}
	if got := depth(ctx); got != rounds {
		t.Errorf("%d layers after %d rounds", got, rounds)
	}
}

func TestAContextOfTheRoundHasOneLayer(t *testing.T) {
	base := context.Background()
	deepest := 0
	for round := range rounds {
		ctx := context.WithValue(base, key{}, round)
		deepest = max(deepest, depth(ctx))
	}
	if deepest != 1 {
		t.Errorf("%d layers", deepest)
	}
}

// alive counts the rounds that start with a context that has not ended.
func alive(chained bool) (count int) {
	base := context.Background()
	for range rounds {
		ctx, cancel := context.WithTimeout(base, time.Minute)
		if ctx.Err() == nil {
			count++
		}
		if chained {
			base = ctx
		}
		cancel()
	}
	return count
}

func TestOnlyTheFirstRoundIsAlive(t *testing.T) {
	if got := alive(true); got != 1 {
		t.Errorf("%d of %d rounds were alive", got, rounds)
	}
}

func TestEachRoundIsAlive(t *testing.T) {
	if got := alive(false); got != rounds {
		t.Errorf("%d of %d rounds were alive", got, rounds)
	}
}
