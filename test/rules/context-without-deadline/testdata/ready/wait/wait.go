package wait

import (
	"context"
	"time"

	"example.com/ready/pb"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
)

func Dial(target string) (pb.EchoClient, error) {
	conn, err := grpc.NewClient(target, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		return nil, err
	}
	client := pb.NewEchoClient(conn)
	// it is there, sooner or later
	for {
		_, err := client.Echo(context.Background(), &pb.EchoRequest{}, grpc.WaitForReady(true)) // want context-without-deadline hint low
		if err == nil {
			break
		}
		time.Sleep(time.Second)
	}
	return client, nil
}

// The loop gives up: here a limit would help.
func Try(client pb.EchoClient) error {
	failures := 0
	for {
		_, err := client.Echo(context.Background(), &pb.EchoRequest{}, grpc.WaitForReady(true)) // want context-without-deadline warning high
		if err == nil {
			return nil
		}
		if failures++; failures > 3 {
			return err
		}
	}
}

func Once(client pb.EchoClient) error {
	_, err := client.Echo(context.Background(), &pb.EchoRequest{}, grpc.WaitForReady(true)) // want context-without-deadline warning high
	return err
}
