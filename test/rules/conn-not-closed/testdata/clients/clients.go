package clients

import (
	"context"
	"net/http"
	"net/rpc"
	"net/smtp"
	"time"

	"github.com/gorilla/websocket"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
)

func healthy(ctx context.Context, target string) (bool, error) {
	conn, err := grpc.NewClient(target, grpc.WithTransportCredentials(insecure.NewCredentials())) // want conn-not-closed warning high
	if err != nil {
		return false, err
	}
	client := healthpb.NewHealthClient(conn)
	answer, err := client.Check(ctx, &healthpb.HealthCheckRequest{})
	if err != nil {
		return false, err
	}
	return answer.Status == healthpb.HealthCheckResponse_SERVING, nil
}

// the stream lives from the connection
func watch(ctx context.Context, target string) (healthpb.Health_WatchClient, error) {
	for {
		conn, err := grpc.Dial(target) // want conn-not-closed warning high
		if err != nil {
			time.Sleep(time.Second)
			continue
		}
		stream, err := healthpb.NewHealthClient(conn).Watch(ctx, &healthpb.HealthCheckRequest{})
		if err != nil {
			time.Sleep(time.Second)
			continue
		}
		return stream, nil
	}
}

func watchRight(ctx context.Context, target string) (healthpb.Health_WatchClient, error) {
	conn, err := grpc.NewClient(target)
	if err != nil {
		return nil, err
	}
	client := healthpb.NewHealthClient(conn)
	stream, err := client.Watch(ctx, &healthpb.HealthCheckRequest{})
	if err != nil {
		conn.Close()
		return nil, err
	}
	return stream, nil
}

func stub(target string) (healthpb.HealthClient, error) {
	conn, err := grpc.NewClient(target)
	if err != nil {
		return nil, err
	}
	return healthpb.NewHealthClient(conn), nil
}

type service struct {
	client healthpb.HealthClient
	ws     *websocket.Conn
}

func (s *service) connect(target string) error {
	conn, err := grpc.NewClient(target)
	if err != nil {
		return err
	}
	s.client = healthpb.NewHealthClient(conn)
	return nil
}

func echo(u *websocket.Upgrader, w http.ResponseWriter, r *http.Request) {
	ws, err := u.Upgrade(w, r, nil) // want conn-not-closed warning high
	if err != nil {
		return
	}
	for {
		kind, data, err := ws.ReadMessage()
		if err != nil {
			return
		}
		ws.WriteMessage(kind, data)
	}
}

func (s *service) follow(url string) error {
	ws, response, err := websocket.DefaultDialer.Dial(url, nil)
	if err != nil {
		return err
	}
	response.Body.Close()
	s.ws = ws
	return nil
}

func call(address string) (n int, err error) {
	client, err := rpc.Dial("tcp", address) // want conn-not-closed warning high
	if err != nil {
		return 0, err
	}
	err = client.Call("Counter.Next", 1, &n)
	return n, err
}

// Quit closes the connection
func mail(address string) error {
	client, err := smtp.Dial(address)
	if err != nil {
		return err
	}
	return client.Quit()
}

// the response tells that there is no connection before the error does
func dialed(url string) (*websocket.Conn, error) {
	ws, response, err := websocket.DefaultDialer.Dial(url, nil)
	if response != nil && response.StatusCode != http.StatusSwitchingProtocols {
		response.Body.Close()
		return nil, websocket.ErrBadHandshake
	}
	if err != nil {
		return nil, err
	}
	return ws, nil
}

// No method of it closes the connection: who makes it does, through the field.
type caller struct {
	name string
	conn *grpc.ClientConn
}

func (c *caller) state() string { return c.name + c.conn.GetState().String() }

func dialNew(target string) *grpc.ClientConn {
	conn, _ := grpc.NewClient(target)
	return conn
}

func throughField(target string) string {
	c := &caller{conn: dialNew(target)}
	defer c.conn.Close()
	return c.state()
}

func throughLiteral(target string) string {
	c := &caller{target, dialNew(target)}
	defer func() { _ = c.conn.Close() }()
	return c.state()
}

func fieldKept(s *registry, target string) {
	c := &caller{conn: dialNew(target)}
	s.conns = append(s.conns, c.conn)
}

type registry struct {
	conns []*grpc.ClientConn
}

func fieldOpen(target string) string {
	c := &caller{conn: dialNew(target)} // want conn-not-closed warning high
	return c.state() + c.conn.Target()
}

func fieldOpenOnFailure(target string) (string, error) {
	c := &caller{conn: dialNew(target)} // want conn-not-closed warning high
	if c.name == "" {
		return "", context.Canceled
	}
	defer c.conn.Close()
	return c.state(), nil
}
