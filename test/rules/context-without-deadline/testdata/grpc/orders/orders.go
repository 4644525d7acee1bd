package orders

import (
	"context"

	"example.com/shop/pb"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/metadata"
)

type Service struct {
	conn   *grpc.ClientConn
	client pb.OrdersClient
}

func New(target string) (*Service, error) {
	conn, err := grpc.NewClient(target, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		return nil, err
	}
	return &Service{conn, pb.NewOrdersClient(conn)}, nil
}

func (s *Service) Get(id string) (*pb.Order, error) {
	return s.client.Get(context.Background(), &pb.GetRequest{ID: id}) // want context-without-deadline warning high
}

func (s *Service) Tagged(id string) (*pb.Order, error) {
	ctx := metadata.AppendToOutgoingContext(context.Background(), "tenant", "a")
	return s.client.Get(ctx, &pb.GetRequest{ID: id}) // want context-without-deadline warning high
}

func (s *Service) Raw(id string, out *pb.Order) error {
	return s.conn.Invoke(context.Background(), "/shop.Orders/Get", &pb.GetRequest{ID: id}, out) // want context-without-deadline warning high
}

// streams stay open
func (s *Service) List(id string) (pb.Orders_ListClient, error) {
	return s.client.List(context.Background(), &pb.GetRequest{ID: id})
}

func (s *Service) Watch(id string) (grpc.ServerStreamingClient[pb.Order], error) {
	return s.client.Watch(context.Background(), &pb.GetRequest{ID: id})
}
