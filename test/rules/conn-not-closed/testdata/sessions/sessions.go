package sessions

import (
	"context"

	clientv3 "go.etcd.io/etcd/client/v3"
	"go.etcd.io/etcd/client/v3/concurrency"
)

// A session whose Done is closed has ended: the next round makes another one.
func registered(client *clientv3.Client, register func(*concurrency.Session) error) error {
	for {
		session, err := concurrency.NewSession(client)
		if err != nil {
			return err
		}
		if err := register(session); err != nil {
			session.Close()
			return err
		}
		select {
		case <-client.Ctx().Done():
			session.Close()
			return nil
		case <-session.Done():
			continue
		}
	}
}

func waited(client *clientv3.Client) error {
	session, err := concurrency.NewSession(client)
	if err != nil {
		return err
	}
	<-session.Done()
	return nil
}

// What the other case leaves goes on renewing its lease.
func left(ctx context.Context, client *clientv3.Client) error {
	session, err := concurrency.NewSession(client) // want conn-not-closed
	if err != nil {
		return err
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-session.Done():
		return nil
	}
}

// Who has the channel has not waited.
func watched(client *clientv3.Client, ended func(<-chan struct{}) bool) error {
	session, err := concurrency.NewSession(client) // want conn-not-closed
	if err != nil {
		return err
	}
	for !ended(session.Done()) {
		continue
	}
	return nil
}

// The session ends with its client, which the function closes.
func withClient(config clientv3.Config) (clientv3.LeaseID, error) {
	client, err := clientv3.New(config)
	if err != nil {
		return 0, err
	}
	defer client.Close()
	session, err := concurrency.NewSession(client)
	if err != nil {
		return 0, err
	}
	return session.Lease(), nil
}

// Each round has one more until then.
func rounds(config clientv3.Config, each func(clientv3.LeaseID) bool) error {
	client, err := clientv3.New(config)
	if err != nil {
		return err
	}
	defer client.Close()
	for {
		session, err := concurrency.NewSession(client) // want conn-not-closed
		if err != nil {
			return err
		}
		if each(session.Lease()) {
			return session.Close()
		}
	}
}
