package orders

import (
	"context"
	"time"

	"example.com/shop/pb"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
)

func bounded(ctx context.Context, method string, req, reply any, cc *grpc.ClientConn, invoke grpc.UnaryInvoker, opts ...grpc.CallOption) error {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	return invoke(ctx, method, req, reply, cc, opts...)
}

// every call of the connection gets a deadline from the interceptor
func Get(target, id string) (*pb.Order, error) {
	conn, err := grpc.NewClient(target,
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithUnaryInterceptor(bounded))
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	return pb.NewOrdersClient(conn).Get(context.Background(), &pb.GetRequest{ID: id})
}
