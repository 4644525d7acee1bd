package pb

import (
	"context"

	"google.golang.org/grpc"
)

type EchoRequest struct{}

type EchoReply struct{}

type EchoClient interface {
	Echo(ctx context.Context, in *EchoRequest, opts ...grpc.CallOption) (*EchoReply, error)
}

type echoClient struct{ conn grpc.ClientConnInterface }

func NewEchoClient(conn grpc.ClientConnInterface) EchoClient { return &echoClient{conn} }

func (c *echoClient) Echo(ctx context.Context, in *EchoRequest, opts ...grpc.CallOption) (*EchoReply, error) {
	out := new(EchoReply)
	return out, c.conn.Invoke(ctx, "/echo.Echo/Echo", in, out, opts...)
}
