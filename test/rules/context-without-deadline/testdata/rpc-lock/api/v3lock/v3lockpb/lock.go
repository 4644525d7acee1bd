package v3lockpb

import (
	"context"

	"google.golang.org/grpc"
)

type LockRequest struct{ Name []byte }
type LockResponse struct{ Key []byte }
type UnlockRequest struct{ Key []byte }
type UnlockResponse struct{}

type LockClient interface {
	Lock(ctx context.Context, in *LockRequest, opts ...grpc.CallOption) (*LockResponse, error)
	Unlock(ctx context.Context, in *UnlockRequest, opts ...grpc.CallOption) (*UnlockResponse, error)
}
