// Package marks puts words on a context that logs show.
package marks

import "context"

type key struct{}

type words struct{ all []string }

// Add puts a word beside the others, and makes a place for them where there is none.
func Add(ctx context.Context, word string) context.Context {
	known, _ := ctx.Value(key{}).(*words)
	if known == nil {
		known = &words{}
		ctx = context.WithValue(ctx, key{}, known)
	}
	known.all = append(known.all, word)
	return ctx
}

// AddJob is Add for the number of a job.
func AddJob(ctx context.Context, number string) context.Context {
	return Add(ctx, "job "+number)
}

// AddWithin gives what ends with another context.
func AddWithin(ctx, other context.Context, word string) context.Context {
	if other != nil {
		return context.WithValue(other, key{}, &words{all: []string{word}})
	}
	return Add(ctx, word)
}
