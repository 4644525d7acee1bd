package pb

import (
	"context"

	"google.golang.org/grpc"
)

type GetRequest struct{ ID string }
type Order struct{ ID string }

type OrdersClient interface {
	Get(ctx context.Context, in *GetRequest, opts ...grpc.CallOption) (*Order, error)
	List(ctx context.Context, in *GetRequest, opts ...grpc.CallOption) (Orders_ListClient, error)
	Watch(ctx context.Context, in *GetRequest, opts ...grpc.CallOption) (grpc.ServerStreamingClient[Order], error)
}

type Orders_ListClient interface {
	Recv() (*Order, error)
}

type ordersClient struct {
	cc grpc.ClientConnInterface
}

func NewOrdersClient(cc grpc.ClientConnInterface) OrdersClient { return &ordersClient{cc} }

func (c *ordersClient) Get(ctx context.Context, in *GetRequest, opts ...grpc.CallOption) (*Order, error) {
	out := new(Order)
	if err := c.cc.Invoke(ctx, "/shop.Orders/Get", in, out, opts...); err != nil {
		return nil, err
	}
	return out, nil
}

func (c *ordersClient) List(ctx context.Context, in *GetRequest, opts ...grpc.CallOption) (Orders_ListClient, error) {
	return nil, nil
}

func (c *ordersClient) Watch(ctx context.Context, in *GetRequest, opts ...grpc.CallOption) (grpc.ServerStreamingClient[Order], error) {
	return nil, nil
}
