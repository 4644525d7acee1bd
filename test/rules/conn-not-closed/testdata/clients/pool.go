package clients

import (
	"context"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
)

type farewell interface {
	say(ctx context.Context, conn *grpc.ClientConn)
}

// The connection is said goodbye to by somebody unknown, and then closed.
type crew struct {
	farewell farewell
	conn     *grpc.ClientConn
	cancel   context.CancelFunc
}

func hire(farewell farewell, conn *grpc.ClientConn, cancel context.CancelFunc) *crew {
	return &crew{farewell: farewell, conn: conn, cancel: cancel}
}

func (c *crew) dismiss(ctx context.Context) {
	c.farewell.say(ctx, c.conn)
	c.cancel()
	_ = c.conn.Close()
}

func shift(ctx context.Context, farewell farewell, address string) error {
	conn, err := grpc.NewClient(address, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	crew := hire(farewell, conn, cancel)
	<-ctx.Done()
	crew.dismiss(ctx)
	return nil
}

// Nobody closes what this one holds.
type visitor struct {
	farewell farewell
	conn     *grpc.ClientConn
}

func invite(farewell farewell, conn *grpc.ClientConn) *visitor {
	return &visitor{farewell: farewell, conn: conn}
}

func (v *visitor) connect() { v.conn.Connect() }

func meet(farewell farewell, address string) error {
	conn, err := grpc.NewClient(address, grpc.WithTransportCredentials(insecure.NewCredentials())) // want conn-not-closed
	if err != nil {
		return err
	}
	invite(farewell, conn).connect()
	return nil
}
