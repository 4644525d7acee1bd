package api

import (
	"context"

	"example.com/store/api/v3lock/v3lockpb"
)

// The lock is asked to wait for whoever holds it; giving it back waits for nobody.
func With(locks v3lockpb.LockClient, work func()) error {
	lock, err := locks.Lock(context.Background(), &v3lockpb.LockRequest{Name: []byte("work")})
	if err != nil {
		return err
	}
	work()
	_, err = locks.Unlock(context.Background(), &v3lockpb.UnlockRequest{Key: lock.Key}) // want context-without-deadline
	return err
}
