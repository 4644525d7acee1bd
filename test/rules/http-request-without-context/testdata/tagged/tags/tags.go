package tags

import "context"

type key struct{}

// Add gives the context back that has the tag already, or one with it.
func Add(ctx context.Context, tag string) context.Context {
	if ctx.Value(key{}) == tag {
		return ctx
	}
	return with(ctx, tag)
}

func with(parent context.Context, tag string) context.Context {
	return context.WithValue(parent, key{}, tag)
}

// Choose gives back one of two.
func Choose(ctx, other context.Context, isFirst bool) context.Context {
	if isFirst {
		return ctx
	}
	return other
}
